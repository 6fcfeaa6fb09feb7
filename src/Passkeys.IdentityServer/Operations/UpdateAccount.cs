using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Operations;

/// <summary>What became of an update.</summary>
internal abstract record UpdateOutcome
{
    private UpdateOutcome()
    {
    }

    /// <summary>It is done. <paramref name="Passkeys"/> are the person's, for the browser's signals.</summary>
    public sealed record Updated(PoolUser User, IReadOnlyList<Passkey> Passkeys) : UpdateOutcome;

    /// <summary>Somebody else of the pool has the identifier.</summary>
    public sealed record IdentifierTaken : UpdateOutcome;

    /// <summary>The operation was used before, or the person is gone.</summary>
    public sealed record Spent : UpdateOutcome;
}

/// <summary>Gives a person the identifier and the name that a back end has prepared.</summary>
internal sealed class UpdateAccount(
    PasskeysDbContext db, IOperationTokens operations, PoolUsers users, StoredPasskeys passkeys, AuditTrail audit)
{
    public async Task<UpdateOutcome> ExecuteAsync(Operation operation, Caller caller, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await operations.TryUseAsync(operation, ct))
            return new UpdateOutcome.Spent();
        var pool = operation.Pool;
        if (await db.Users.SingleOrDefaultAsync(u => u.Pool == pool && u.Id == operation.UserId, ct) is not { } user)
            return new UpdateOutcome.Spent();
        Change(user, operation);
        if (operation.Username is not null)
            await ForgetCodesAsync(user, ct);
        audit.Add(pool, AuditEvent.AccountUpdated, new AuditFacts
        {
            UserId = user.Id,
            ClientId = operation.ClientId,
            IpAddress = caller.IpAddress,
            Actor = operation.Actor,
        });
        if (!await TrySaveAsync(pool, operation, ct))
            return new UpdateOutcome.IdentifierTaken();
        await transaction.CommitAsync(ct);
        return new UpdateOutcome.Updated(user, await passkeys.ListAsync(pool, user.Id, ct));
    }

    private void Change(PoolUser user, Operation operation)
    {
        user.DisplayName = operation.DisplayName ?? user.DisplayName;
        if (operation.Username is { } name)
            users.Rename(user, name);
    }

    // Codes went to whom the account seemed to belong to before.
    private Task<int> ForgetCodesAsync(PoolUser user, CancellationToken ct) =>
        db.OneTimeCodes.Where(c => c.Pool == user.Pool && c.UserId == user.Id).ExecuteDeleteAsync(ct);

    private async Task<bool> TrySaveAsync(PoolId pool, Operation operation, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested && operation.Username is not null)
        {
            db.ChangeTracker.Clear();
            if (await users.FindByIdentifierAsync(pool, operation.Username, ct) is { } holder && holder.Id != operation.UserId)
                return false;
            throw;
        }
    }
}
