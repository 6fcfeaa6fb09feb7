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

    /// <summary>A back end's deletion is done. <paramref name="Ids"/> are gone, <paramref name="Rest"/> stay.</summary>
    public sealed record RemovedByOperation(IReadOnlyList<string> Ids, IReadOnlyList<Passkey> Rest) : RemovalOutcome;

    /// <summary>The operation was used before.</summary>
    public sealed record Spent : RemovalOutcome;

    /// <summary>The person has no such passkey.</summary>
    public sealed record NotFound : RemovalOutcome;

    /// <summary>It is the last way to sign in, and that was not confirmed.</summary>
    public sealed record LastCredential : RemovalOutcome;
}

/// <summary>Removes a passkey, and ends at once what came from it.</summary>
internal sealed class RemovePasskey(
    PasskeysDbContext db, PoolUsers users, StoredPasskeys passkeys, StoredSessions sessions, IOperationTokens operations, AuditTrail audit)
{
    public async Task<RemovalOutcome> ExecuteAsync(Pool pool, PoolUser user, string passkeyId, bool lastConfirmed, AuditFacts who, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await users.HoldAsync(pool.Id, user.Id, ct);
        var outcome = await InTransactionAsync(pool, user, passkeyId, lastConfirmed, who, ct);
        if (outcome is not RemovalOutcome.Removed)
            return outcome;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>The same in the caller's transaction, which holds the person's row; the caller saves.</summary>
    public async Task<RemovalOutcome> InTransactionAsync(Pool pool, PoolUser user, string passkeyId, bool lastConfirmed, AuditFacts who, CancellationToken ct)
    {
        var all = await passkeys.ListAsync(pool.Id, user.Id, ct);
        if (all.SingleOrDefault(p => p.Id == passkeyId) is not { } passkey)
            return new RemovalOutcome.NotFound();
        if (all.Count == 1 && !lastConfirmed && !await HasAnotherMethodAsync(pool, user, ct))
            return new RemovalOutcome.LastCredential();
        await RemoveAsync(passkey, who, ct);
        return new RemovalOutcome.Removed(passkey.RpId, [.. all.Where(p => p.Id != passkeyId)]);
    }

    /// <summary>
    /// Removes what a back end has allowed to remove, the last passkey too: whether somebody is to be left without a way to sign in is what the back end has decided.
    /// </summary>
    /// <param name="user">The person.</param>
    /// <param name="operation">The operation, which is used up by a removal.</param>
    /// <param name="passkeyIds">Which passkeys; null: all. Those that are gone already count as removed.</param>
    /// <param name="who">For the audit.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<RemovalOutcome> ByOperationAsync(
        PoolUser user, Operation operation, IReadOnlyList<string>? passkeyIds, AuditFacts who, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await operations.TryUseAsync(operation, ct))
            return new RemovalOutcome.Spent();
        await users.HoldAsync(user.Pool, user.Id, ct);
        var all = await passkeys.ListAsync(user.Pool, user.Id, ct);
        var going = all.Where(p => passkeyIds is null || passkeyIds.Contains(p.Id)).ToList();
        foreach (var passkey in going)
            await RemoveAsync(passkey, who, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new RemovalOutcome.RemovedByOperation([.. going.Select(p => p.Id)], [.. all.Except(going)]);
    }

    // The passkey first: a sign-in under way holds its row, and the session it began is seen, and ended, after that.
    private async Task RemoveAsync(Passkey passkey, AuditFacts who, CancellationToken ct)
    {
        await db.Passkeys.Where(p => p.Pool == passkey.Pool && p.Id == passkey.Id).ExecuteDeleteAsync(ct);
        await sessions.EndOfPasskeyAsync(passkey.Pool, passkey.Id, ct);
        audit.Add(passkey.Pool, AuditEvent.PasskeyRemoved, who with { UserId = passkey.UserId, PasskeyId = passkey.Id });
    }

    /// <summary>Removes all passkeys of a person, and ends all their sessions. Runs in the caller's transaction, which holds the person's row; the caller saves.</summary>
    public async Task RemoveAllInTransactionAsync(PoolUser user, AuditFacts who, CancellationToken ct)
    {
        foreach (var passkey in await passkeys.ListAsync(user.Pool, user.Id, ct))
            audit.Add(user.Pool, AuditEvent.PasskeyRemoved, who with { UserId = user.Id, PasskeyId = passkey.Id });
        await db.Passkeys.Where(p => p.Pool == user.Pool && p.UserId == user.Id).ExecuteDeleteAsync(ct);
        await sessions.EndAllAsync(user.Pool, user.Id, ct);
    }

    // Asked now that the row is held: the password may have gone since the person was read.
    private async Task<bool> HasAnotherMethodAsync(Pool pool, PoolUser user, CancellationToken ct) =>
        pool.Policy.PasswordAlone && await db.Users.AnyAsync(u => u.Pool == pool.Id && u.Id == user.Id && u.PasswordHash != null, ct);
}
