using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>What became of a removal.</summary>
internal abstract record RemovalOutcome
{
    private RemovalOutcome()
    {
    }

    /// <summary>It is gone, with every session and token that came from it. <paramref name="Rest"/> are the passkeys that stay.</summary>
    public sealed record Removed(string RpId, IReadOnlyList<Passkey> Rest) : RemovalOutcome;

    /// <summary>The person has no such passkey.</summary>
    public sealed record NotFound : RemovalOutcome;

    /// <summary>It is the last way to sign in, and that was not confirmed.</summary>
    public sealed record LastCredential : RemovalOutcome;
}

/// <summary>Removes a passkey, and ends at once what came from it.</summary>
internal sealed class RemovePasskey(PasskeysDbContext db, PoolUsers users, StoredPasskeys passkeys, StoredSessions sessions, AuditTrail audit)
{
    public async Task<RemovalOutcome> ExecuteAsync(Pool pool, PoolUser user, string passkeyId, bool lastConfirmed, AuditFacts who, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await users.HoldAsync(pool.Id, user.Id, ct);
        var all = await passkeys.ListAsync(pool.Id, user.Id, ct);
        if (all.SingleOrDefault(p => p.Id == passkeyId) is not { } passkey)
            return new RemovalOutcome.NotFound();
        if (all.Count == 1 && !lastConfirmed && !HasAnotherMethod(pool, user))
            return new RemovalOutcome.LastCredential();

        // The passkey first: a sign-in under way holds its row, and the session it began is seen, and ended, after that.
        await db.Passkeys.Where(p => p.Pool == pool.Id && p.Id == passkeyId).ExecuteDeleteAsync(ct);
        await sessions.EndOfPasskeyAsync(pool.Id, passkeyId, ct);
        audit.Add(pool.Id, AuditEvent.PasskeyRemoved, who with { UserId = user.Id, PasskeyId = passkeyId });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new RemovalOutcome.Removed(passkey.RpId, [.. all.Where(p => p.Id != passkeyId)]);
    }

    private static bool HasAnotherMethod(Pool pool, PoolUser user) =>
        user.PasswordHash is not null && pool.Policy.Methods.Contains("password") && pool.Policy.SecondFactor == "none";
}
