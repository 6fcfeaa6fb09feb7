using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>
/// Completes a sign-in (WebAuthn L3 §7.2): open the ceremony, claim it, find the credential, verify, check ownership and policy, save.
/// The ceremony is claimed before anything is judged, so a refused answer cannot be tried again with another signature.
/// </summary>
internal sealed partial class CompleteAuthentication(
    PasskeysDbContext db,
    SealedEnvelope envelope,
    OneTimeClaims claims,
    IWebAuthnVerifier verifier,
    StoredPasskeys passkeys,
    UnknownCredentials unknown,
    StoredSessions sessions,
    IEnumerable<ISignInGate> gates,
    AuditTrail audit,
    CeremonyTelemetry telemetry,
    IOptions<PasskeysOptions> options,
    TimeProvider time,
    ILogger<CompleteAuthentication> logger)
{
    /// <summary>The ceremony, or null when it is not one of ours for signing in.</summary>
    public Ceremony? Open(string sealedCeremony) => envelope.Open<Ceremony>(SealPurpose.Authentication, sealedCeremony);

    /// <summary>Reports a ceremony that is not one of ours, or not of this pool.</summary>
    public Task ReportUnusableAsync(PoolId pool, Caller caller, CancellationToken ct) =>
        ReportRefusedAsync(pool, RefusalReason.CeremonyUnreadable, new AuditFacts { ClientId = caller.ClientId, IpAddress = caller.IpAddress }, ct);

    /// <summary>Completes the ceremony. <paramref name="alongside"/> adds what is stored with the session, in its transaction.</summary>
    public async Task<SignInOutcome> ExecuteAsync(
        Ceremony ceremony, AuthenticationResponse response, Caller caller, Func<SignInOutcome.Accepted, ValueTask> alongside, CancellationToken ct)
    {
        using var activity = CeremonyTelemetry.Activities.StartActivity("passkeys.authentication.complete");
        var started = time.GetTimestamp();
        var attempt = new Attempt(ceremony, response, caller);
        var outcome = await DecideAsync(attempt, alongside, ct);
        await ReportAsync(attempt, outcome, time.GetElapsedTime(started), ct);
        activity?.SetTag("passkeys.outcome", outcome.GetType().Name);
        return outcome;
    }

    private async Task<SignInOutcome> DecideAsync(Attempt attempt, Func<SignInOutcome.Accepted, ValueTask> alongside, CancellationToken ct)
    {
        var ceremony = attempt.Ceremony;
        if (ceremony.ExpiresAt <= time.GetUtcNow())
            return new SignInOutcome.Refused(RefusalReason.CeremonyExpired);

        if (await FindAsync(ceremony.Pool, new CredentialId(attempt.Response.RawId).Hash(), ct) is not { Pool: { } pool } found)
            return new SignInOutcome.Refused(RefusalReason.CeremonyUnreadable);

        if (!await claims.TryAddAsync(SpentPurpose.Ceremony, ceremony.Id, ceremony.ExpiresAt, ct))
            return new SignInOutcome.Refused(RefusalReason.CeremonySpent);

        if (found is not { Passkey: { } passkey, Owner: { } owner } || HasWaitedTooLong(owner))
            return await unknown.JudgeAsync(ceremony, attempt.Response.RawId, ct);

        attempt.Owner = owner;
        attempt.Passkey = passkey;
        return await VerifyAsync(attempt, pool, passkey, ct) is { } why
            ? new SignInOutcome.Refused(why)
            : await SaveAsync(attempt, pool, passkey, owner, alongside, ct);
    }

    private bool HasWaitedTooLong(PoolUser owner) =>
        owner.Status is UserStatus.Pending && owner.CreatedAt + options.Value.PendingAccountLifetime <= time.GetUtcNow();

    // One round trip: the pool as it is now, the credential, its owner.
    private Task<Found?> FindAsync(PoolId poolId, byte[] credentialHash, CancellationToken ct) =>
        (from pool in db.Pools.AsNoTracking()
         where pool.Id == poolId && pool.Enabled
         from passkey in db.Passkeys.AsNoTracking().Where(p => p.Pool == poolId && p.CredentialHash == credentialHash).DefaultIfEmpty()
         from owner in db.Users.AsNoTracking().Where(u => u.Pool == poolId && u.Id == passkey!.UserId).DefaultIfEmpty()
         select new Found(pool, passkey, owner)).SingleOrDefaultAsync(ct);

    private async Task<RefusalReason?> VerifyAsync(Attempt attempt, Pool pool, Passkey passkey, CancellationToken ct)
    {
        var ceremony = attempt.Ceremony;
        if (CheckOwnership(pool, attempt, passkey) is { } notTheirs)
            return notTheirs;
        var verification = await verifier.VerifyAsync(
            new AssertionExpectation
            {
                RpId = ceremony.RpId,
                Challenge = ceremony.Challenge,
                Origins = OriginRule.Of(pool, attempt.Caller.HostOrigin, ceremony.RpId),
                UserVerificationRequired = ceremony.UserVerificationRequired,
                PublicKey = passkey.Data.PublicKey,
                BackupEligible = BackupEligibility.IsUntold(passkey) ? IsBackupEligible(attempt) : passkey.Data.IsBackupEligible,
            },
            attempt.Response,
            ct);
        if (verification is AssertionVerification.Failed failed)
            return failed.Why;
        if (ceremony.FirstFactor is FirstFactor.Wrong)
            return RefusalReason.PasswordWrong;
        return attempt.Owner!.Status is UserStatus.Active && await AllGatesAllowAsync(attempt.Owner, ct) ? null : RefusalReason.UserNotActive;
    }

    private async ValueTask<bool> AllGatesAllowAsync(PoolUser user, CancellationToken ct)
    {
        foreach (var gate in gates)
        {
            if (!await gate.AllowsAsync(user, ct))
                return false;
        }
        return true;
    }

    // WebAuthn L3 §7.2 step 6: the ceremony's person owns the credential, and the handle, when supplied, is the owner's.
    private static RefusalReason? CheckOwnership(Pool pool, Attempt attempt, Passkey passkey)
    {
        if (attempt.Ceremony.UserId is { } bound && bound != passkey.UserId)
            return RefusalReason.CredentialOfAnother;
        // Step 5: where credentials were named, it is one of them.
        if (attempt.Ceremony.PasskeyIds is { } named && !named.Contains(passkey.Id))
            return RefusalReason.CredentialOfAnother;
        if (passkey.RpId != attempt.Ceremony.RpId || !pool.Accepts(passkey.RpId))
            return RefusalReason.RpIdMismatch;
        if (attempt.Response.UserHandle is not { } handle)
            return attempt.Ceremony.UserId is null ? RefusalReason.UserHandleMissing : null;
        return CryptographicOperations.FixedTimeEquals(handle, attempt.Owner!.UserHandle) ? null : RefusalReason.UserHandleMismatch;
    }

    private async Task<SignInOutcome> SaveAsync(
        Attempt attempt, Pool pool, Passkey passkey, PoolUser owner, Func<SignInOutcome.Accepted, ValueTask> alongside, CancellationToken ct)
    {
        var data = attempt.Response.AuthenticatorData;
        var use = new PasskeyUse(data.SignCount, data.Flags.HasFlag(AuthenticatorFlags.BackedUp), time.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var mustGrow = pool.Policy.CounterPolicy is CounterPolicy.Refuse;
        if (!await passkeys.RecordUseAsync(pool.Id, passkey.Id, use, mustGrow, ct))
            return new SignInOutcome.Refused(mustGrow ? RefusalReason.CounterRegressed : RefusalReason.CredentialUnknown);

        if (BackupEligibility.IsUntold(passkey))
            await passkeys.TellBackupEligibilityAsync(pool.Id, passkey.Id, IsBackupEligible(attempt), ct);
        var accepted = await AcceptAsync(attempt, pool, passkey, owner, ct);
        if (CounterRegressed(passkey, data.SignCount))
            audit.Add(pool.Id, AuditEvent.CounterRegressed, FactsOf(attempt));
        audit.Add(pool.Id, AuditEvent.SignIn, FactsOf(attempt));
        await alongside(accepted);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return accepted;
    }

    private async Task<SignInOutcome.Accepted> AcceptAsync(Attempt attempt, Pool pool, Passkey passkey, PoolUser owner, CancellationToken ct)
    {
        var verified = attempt.Response.AuthenticatorData.Flags.HasFlag(AuthenticatorFlags.UserVerified);
        var how = AuthenticationContext.OfPasskey(verified, passkey.HardwareProtected, afterPassword: attempt.Ceremony.FirstFactor is FirstFactor.Right);
        var session = await sessions.ContinueAsync(attempt.Former, owner, passkey.Id, how, pool.Policy.Lifetimes, ct)
            ?? sessions.Begin(owner, passkey.Id, how, attempt.Ceremony.ClientId ?? attempt.RedeemingClient, pool.Policy.Lifetimes);
        return new SignInOutcome.Accepted(owner, session, new SignInFacts
        {
            PasskeyId = passkey.Id,
            RpId = passkey.RpId,
            CredentialId = new CredentialId(passkey.CredentialId).ToString(),
            Aaguid = passkey.Aaguid,
            UserVerified = verified,
            ClientId = attempt.Ceremony.ClientId,
            Scope = attempt.Ceremony.Scope,
        });
    }

    private static bool IsBackupEligible(Attempt attempt) => attempt.Response.AuthenticatorData.Flags.HasFlag(AuthenticatorFlags.BackupEligible);

    private static bool CounterRegressed(Passkey passkey, uint count) =>
        (count != 0 || passkey.SignCount != 0) && count <= passkey.SignCount;

    private async Task ReportAsync(Attempt attempt, SignInOutcome outcome, TimeSpan took, CancellationToken ct)
    {
        var pool = attempt.Ceremony.Pool;
        if (outcome is SignInOutcome.Accepted)
        {
            telemetry.Finished(pool, CeremonyPurpose.Authentication, took);
            return;
        }
        var why = outcome is SignInOutcome.Refused refused ? refused.Why : RefusalReason.CredentialUnknown;
        await ReportRefusedAsync(pool, why, FactsOf(attempt), ct);
    }

    private async Task ReportRefusedAsync(PoolId pool, RefusalReason why, AuditFacts facts, CancellationToken ct)
    {
        telemetry.Refused(pool, CeremonyPurpose.Authentication, why);
        LogRefused(pool, why);
        if (why is RefusalReason.CounterRegressed)
            audit.Add(pool, AuditEvent.CounterRegressed, facts with { Outcome = AuditTrail.Refused });
        audit.Add(pool, AuditEvent.SignIn, facts with { Outcome = AuditTrail.Refused, Reason = why.ToString() });
        await db.SaveChangesAsync(ct);
    }

    private static AuditFacts FactsOf(Attempt attempt) => new()
    {
        UserId = attempt.Owner?.Id,
        PasskeyId = attempt.Passkey?.Id,
        ClientId = attempt.Ceremony.ClientId ?? attempt.RedeemingClient,
        IpAddress = attempt.Caller.IpAddress,
    };

    [LoggerMessage(2100, LogLevel.Warning, "Sign-in refused in pool {Pool}: {Why}")]
    private partial void LogRefused(PoolId pool, RefusalReason why);

    private sealed record Found(Pool Pool, Passkey? Passkey, PoolUser? Owner);

    private sealed class Attempt(Ceremony ceremony, AuthenticationResponse response, Caller caller)
    {
        public Ceremony Ceremony => ceremony;

        public AuthenticationResponse Response => response;

        public Caller Caller => caller;

        public string? RedeemingClient => caller.ClientId;

        // A sign-in for a client is one of its own, whoever is signed in at the browser.
        public Session? Former => ceremony.ClientId is null ? caller.SignedIn : null;

        public PoolUser? Owner { get; set; }

        public Passkey? Passkey { get; set; }
    }
}
