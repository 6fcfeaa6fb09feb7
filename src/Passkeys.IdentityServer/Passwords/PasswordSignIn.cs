using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Passwords;

/// <summary>Begins the session of a person whose password was right, in a pool where nothing has to follow it.</summary>
internal sealed class PasswordSignIn(PasskeysDbContext db, StoredSessions sessions, ISignInResults results, IEnumerable<ISignInGate> gates, AuditTrail audit)
{
    /// <summary>The session, and a result code when the sign-in is for a client.</summary>
    public async Task<(SignInOutcome Outcome, string? Code)> ExecuteAsync(PasswordAttempt attempt, PoolUser user, string? scope, CancellationToken ct)
    {
        foreach (var gate in gates)
        {
            if (!await gate.AllowsAsync(user, ct))
                return await RefuseAsync(attempt, user, RefusalReason.UserNotActive, ct);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await IsStillTheirsAsync(user, ct))
        {
            await transaction.RollbackAsync(ct);
            return await RefuseAsync(attempt, user, RefusalReason.PasswordWrong, ct);
        }
        var accepted = await AcceptAsync(attempt, user, scope, ct);
        var code = results.IssueCode(accepted, attempt.Caller);
        audit.Add(user.Pool, AuditEvent.SignIn, FactsOf(attempt, user));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (accepted, code);
    }

    // The row is held: a change of the password that comes at the same time sees, and ends, the session that begins here.
    private async Task<bool> IsStillTheirsAsync(PoolUser user, CancellationToken ct) =>
        await db.Users.Where(u => u.Pool == user.Pool && u.Id == user.Id && u.PasswordHash == user.PasswordHash && u.Status == UserStatus.Active)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.ConcurrencyStamp, u => u.ConcurrencyStamp), ct) == 1;

    private async Task<SignInOutcome.Accepted> AcceptAsync(PasswordAttempt attempt, PoolUser user, string? scope, CancellationToken ct)
    {
        var how = AuthenticationContext.OfPassword();
        var former = attempt.ClientId is null ? attempt.Caller.SignedIn : null;
        var session = await sessions.ContinueAsync(former, user, passkeyId: null, how, attempt.Pool.Policy.Lifetimes, ct) ?? sessions.Begin(user, passkeyId: null, how, attempt.ClientId, attempt.Pool.Policy.Lifetimes);
        return new SignInOutcome.Accepted(user, session, new SignInFacts { UserVerified = false, ClientId = attempt.ClientId, Scope = scope });
    }

    private async Task<(SignInOutcome, string?)> RefuseAsync(PasswordAttempt attempt, PoolUser user, RefusalReason why, CancellationToken ct)
    {
        audit.Add(user.Pool, AuditEvent.SignIn, FactsOf(attempt, user) with { Outcome = AuditTrail.Refused, Reason = why.ToString() });
        await db.SaveChangesAsync(ct);
        return (new SignInOutcome.Refused(why), null);
    }

    private static AuditFacts FactsOf(PasswordAttempt attempt, PoolUser user) =>
        new() { UserId = user.Id, ClientId = attempt.ClientId, IpAddress = attempt.Caller.IpAddress };
}
