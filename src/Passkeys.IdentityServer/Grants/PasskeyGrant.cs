using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Grants;

/// <summary>Redeems an assertion or a result code. Whatever the client got wrong is found before anything is spent.</summary>
internal sealed partial class PasskeyGrant(
    PasskeysDbContext db, CompleteAuthentication authentication, ResultCodes codes, AuditTrail audit, ILogger<PasskeyGrant> logger) : IPasskeyGrant
{
    private static readonly PasskeyGrantOutcome Invalid =
        new PasskeyGrantOutcome.Refused(PasskeyGrantError.InvalidGrant, "The passkey sign-in is not valid.");

    public Task<PasskeyGrantOutcome> RedeemAsync(PasskeyGrantRequest request, Func<PasskeyGrantOutcome.Granted, ValueTask> alongside, CancellationToken ct) =>
        request switch
        {
            { Code: not null, Ceremony: null, Credential: null } => RedeemCodeAsync(request, request.Code, alongside, ct),
            { Code: not null } => Unreadable("code stands alone: ceremony and credential are not expected with it."),
            { Ceremony: null, Credential: null } => Unreadable("ceremony and credential, or code, are required."),
            { Ceremony: null } => Unreadable("ceremony is required."),
            { Credential: null } => Unreadable("credential is required."),
            _ => RedeemAssertionAsync(request, request.Ceremony, request.Credential, alongside, ct),
        };

    private async Task<PasskeyGrantOutcome> RedeemAssertionAsync(
        PasskeyGrantRequest request, string sealedCeremony, string credential, Func<PasskeyGrantOutcome.Granted, ValueTask> alongside, CancellationToken ct)
    {
        AuthenticationResponse response;
        try
        {
            JsonMember.ReadBytes(sealedCeremony, "ceremony");
            response = AuthenticationResponse.Read(CredentialParameter.Parse(credential));
        }
        catch (InvalidMemberException unreadable)
        {
            return await Unreadable(unreadable.Message);
        }

        if (authentication.Open(sealedCeremony) is not { } ceremony)
            return await RefuseAsync(request, null, RefusalReason.CeremonyUnreadable, ct);
        if (!MayRedeem(request, ceremony.ClientId, ceremony.Pool))
            return await RefuseAsync(request, ceremony.Pool, RefusalReason.ClientMismatch, ct);
        if (Exceeds(request.Scope, Split(ceremony.Scope)))
            return BeyondScope();

        PasskeyGrantOutcome.Granted? granted = null;
        var caller = new Caller(request.IpAddress, null, request.HostOrigin, request.Client.ClientId);
        var outcome = await authentication.ExecuteAsync(
            ceremony,
            response,
            caller,
            accepted => alongside(granted = new PasskeyGrantOutcome.Granted(accepted.Session, accepted.User, Split(ceremony.Scope))),
            ct);
        return outcome is SignInOutcome.Accepted ? granted! : Invalid;
    }

    private async Task<PasskeyGrantOutcome> RedeemCodeAsync(
        PasskeyGrantRequest request, string code, Func<PasskeyGrantOutcome.Granted, ValueTask> alongside, CancellationToken ct)
    {
        if (await codes.FindAsync(code, request.Client.ClientId, [.. request.Client.Pools], ct) is not { } found || found.Code.Scope is "")
            return await RefuseAsync(request, null, RefusalReason.CodeUnusable, ct);
        if (Exceeds(request.Scope, Split(found.Code.Scope)))
            return BeyondScope();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await codes.TryRedeemAsync(found.Code, ct))
        {
            await transaction.RollbackAsync(ct);
            return await RefuseAsync(request, found.Code.Pool, RefusalReason.CodeUnusable, ct);
        }

        var granted = new PasskeyGrantOutcome.Granted(found.Session, found.User, Split(found.Code.Scope));
        audit.Add(found.Code.Pool, AuditEvent.ResultCodeRedeemed, new AuditFacts
        {
            UserId = found.User.Id,
            PasskeyId = found.Code.PasskeyId,
            ClientId = request.Client.ClientId,
            IpAddress = request.IpAddress,
            Actor = "client:" + request.Client.ClientId,
        });
        await alongside(granted);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return granted;
    }

    private static bool MayRedeem(PasskeyGrantRequest request, string? boundTo, PoolId pool) =>
        (boundTo is null || boundTo == request.Client.ClientId) && request.Client.Pools.Contains(pool);

    private static bool Exceeds(IReadOnlyList<string> asked, IReadOnlyList<string>? limit) =>
        limit is not null && asked.Except(limit, StringComparer.Ordinal).Any();

    private static string[]? Split(string? scope) => scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Task<PasskeyGrantOutcome> Unreadable(string what) =>
        Task.FromResult<PasskeyGrantOutcome>(new PasskeyGrantOutcome.Refused(PasskeyGrantError.InvalidRequest, what));

    private static PasskeyGrantOutcome.Refused BeyondScope() =>
        new(PasskeyGrantError.InvalidScope, "scope: more than the sign-in was begun for.");

    // Where the pool is not known, there is no trail to write to; the log has the reason.
    private async Task<PasskeyGrantOutcome> RefuseAsync(PasskeyGrantRequest request, PoolId? pool, RefusalReason why, CancellationToken ct)
    {
        LogRefused(pool?.Value ?? "-", why);
        if (pool is not { } known)
            return Invalid;
        audit.Add(known, AuditEvent.SignIn, new AuditFacts
        {
            Outcome = AuditTrail.Refused,
            Reason = why.ToString(),
            ClientId = request.Client.ClientId,
            IpAddress = request.IpAddress,
            Actor = "client:" + request.Client.ClientId,
        });
        await db.SaveChangesAsync(ct);
        return Invalid;
    }

    [LoggerMessage(2200, LogLevel.Warning, "Passkey grant refused in pool {Pool}: {Why}")]
    private partial void LogRefused(string pool, RefusalReason why);
}
