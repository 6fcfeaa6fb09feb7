using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>What a caller brings to the end of a registration.</summary>
internal sealed record RegistrationAttempt
{
    public required Pool Pool { get; init; }

    public required Ceremony Ceremony { get; init; }

    /// <summary>By what right.</summary>
    public required RegistrationAuthority Authority { get; init; }

    public required RegistrationResponse Response { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>What the person calls the passkey; the authenticator's name when null.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a recovery removes the person's other passkeys. Default false.</summary>
    public bool RemoveOthers { get; init; }
}

/// <summary>Completes a registration (WebAuthn L3 §7.1) up to the point where the passkey is good; the feature at hand stores it.</summary>
internal sealed partial class CompleteRegistration(
    PasskeysDbContext db,
    SealedEnvelope envelope,
    OneTimeClaims claims,
    IWebAuthnVerifier verifier,
    StoredPasskeys passkeys,
    DecoyCredentials decoys,
    ConcealedCredentials concealed,
    NewPasskey newPasskey,
    RegistrationGates gates,
    AuditTrail audit,
    CeremonyTelemetry telemetry,
    TimeProvider time,
    ILogger<CompleteRegistration> logger)
{
    /// <summary>The ceremony, or null when it is not one of ours for registering.</summary>
    public Ceremony? Open(string sealedCeremony) => envelope.Open<Ceremony>(SealPurpose.Registration, sealedCeremony);

    /// <summary>Reports a ceremony that is not one of ours, not of this pool, or not of this person.</summary>
    public Task ReportUnusableAsync(PoolId pool, Caller caller, CancellationToken ct) =>
        ReportRefusedAsync(pool, RefusalReason.CeremonyOfAnother, userId: null, caller, ct);

    /// <summary>Claims, verifies, checks the pool's policy, then stores by <paramref name="save"/>.</summary>
    public async Task<RegistrationOutcome> ExecuteAsync(RegistrationAttempt attempt, Func<Passkey, Task<RegistrationOutcome>> save, CancellationToken ct)
    {
        using var activity = CeremonyTelemetry.Activities.StartActivity("passkeys.registration.complete");
        var started = time.GetTimestamp();
        var outcome = await DecideAsync(attempt, save, ct);
        await ReportAsync(attempt, outcome, time.GetElapsedTime(started), ct);
        activity?.SetTag("passkeys.outcome", outcome.GetType().Name);
        return outcome;
    }

    private async Task<RegistrationOutcome> DecideAsync(RegistrationAttempt attempt, Func<Passkey, Task<RegistrationOutcome>> save, CancellationToken ct)
    {
        var ceremony = attempt.Ceremony;
        if (ceremony.ExpiresAt <= time.GetUtcNow())
            return new RegistrationOutcome.Refused(RefusalReason.CeremonyExpired);
        if (!await claims.TryAddAsync(SpentPurpose.Ceremony, ceremony.Id, ceremony.ExpiresAt, ct))
            return new RegistrationOutcome.Refused(RefusalReason.CeremonySpent);

        var expected = ExpectationOf(attempt);
        if (expected.Attestation is AttestationDemand.Trusted && !verifier.VerifiesAttestation)
            return new RegistrationOutcome.Refused(RefusalReason.AttestationUnverifiable);
        var verification = await verifier.VerifyAsync(expected, attempt.Response, ct);
        if (verification is not RegistrationVerification.Verified verified)
            return new RegistrationOutcome.Refused(((RegistrationVerification.Failed)verification).Why);
        if (AuthenticatorPolicy.Check(attempt.Pool.Policy, attempt.Response.AuthenticatorData) is { } notAllowed)
            return new RegistrationOutcome.Refused(notAllowed);
        if (await IsTakenAsync(attempt.Pool, new CredentialId(attempt.Response.RawId), ct))
            return new RegistrationOutcome.Duplicate();
        var passkey = newPasskey.Create(attempt, verified);
        return await gates.AllowAsync(attempt, passkey, ct) ? await save(passkey) : new RegistrationOutcome.Refused(RefusalReason.RegistrationVetoed);
    }

    // A decoy is a credential that someone else seems to have: it must not be free to take, or taking it would tell a decoy from a passkey.
    // The same for the passkey of a concealed sign-up, in a pool that conceals them.
    private async Task<bool> IsTakenAsync(Pool pool, CredentialId id, CancellationToken ct) =>
        await decoys.IsDecoyAsync(pool.Id, id, ct)
        || await passkeys.ExistsAsync(pool.Id, id, ct)
        || (pool.Policy.Registration.Activation && await concealed.ExistsAsync(pool.Id, id, ct));

    private static RegistrationExpectation ExpectationOf(RegistrationAttempt attempt) => new()
    {
        RpId = attempt.Ceremony.RpId,
        Challenge = attempt.Ceremony.Challenge,
        Origins = OriginRule.Of(attempt.Pool, attempt.Caller.HostOrigin, attempt.Ceremony.RpId),
        UserVerificationRequired = attempt.Ceremony.UserVerificationRequired,
        Algorithms = attempt.Ceremony.Algorithms,
        Attestation = DemandOf(attempt.Pool.Policy),
    };

    // The pool as it is now, not as it was at begin: a demand that was made meanwhile holds.
    private static AttestationDemand DemandOf(PoolPolicy policy) =>
        policy.RequireVerifiedAttestation ? AttestationDemand.Trusted
        : policy.Attestation is AttestationConveyance.None ? AttestationDemand.None
        : AttestationDemand.Correct;

    private async Task ReportAsync(RegistrationAttempt attempt, RegistrationOutcome outcome, TimeSpan took, CancellationToken ct)
    {
        var (pool, kind) = (attempt.Pool.Id, EnrolmentKind.Of(attempt.Authority));
        telemetry.Answered(pool, kind);
        if (WhyNot(outcome) is not { } why)
        {
            telemetry.Finished(pool, CeremonyPurpose.Registration, kind, took);
            return;
        }
        await ReportRefusedAsync(pool, why, outcome is RegistrationOutcome.Concealed concealed ? concealed.OwnerId : null, attempt.Caller, ct);
    }

    private async Task ReportRefusedAsync(PoolId pool, RefusalReason why, string? userId, Caller caller, CancellationToken ct)
    {
        telemetry.Refused(pool, CeremonyPurpose.Registration, why);
        LogRefused(pool, why);
        db.ChangeTracker.Clear();
        audit.Add(pool, AuditEvent.PasskeyAdded, new AuditFacts
        {
            Outcome = AuditTrail.Refused,
            Reason = why.ToString(),
            UserId = userId,
            Actor = AuditTrail.Anonymous,
            IpAddress = caller.IpAddress,
        });
        await db.SaveChangesAsync(ct);
    }

    private static RefusalReason? WhyNot(RegistrationOutcome outcome) => outcome switch
    {
        RegistrationOutcome.Refused refused => refused.Why,
        RegistrationOutcome.Duplicate => RefusalReason.DuplicateCredential,
        RegistrationOutcome.Concealed => RefusalReason.IdentifierTaken,
        _ => null,
    };

    [LoggerMessage(2101, LogLevel.Warning, "Registration refused in pool {Pool}: {Why}")]
    private partial void LogRefused(PoolId pool, RefusalReason why);
}
