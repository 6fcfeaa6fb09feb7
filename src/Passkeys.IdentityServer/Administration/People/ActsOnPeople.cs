using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Runs what an administrator does to a person: in one transaction, on the person's row as it is then, and only if the administrator reaches as far as the person.</summary>
internal sealed class ActsOnPeople(PasskeysDbContext db, PoolUsers users, StoredAdministrators administrators, PlatformAdministrators platform)
{
    /// <summary>Runs an act, saves what it changed, and commits; what it refused is rolled back.</summary>
    public async Task<ActOutcome<T>> RunAsync<T>(Pool pool, string userId, Administrator who, Func<PoolUser, Task<ActOutcome<T>>> act, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var outcome = await HeldAsync(pool, userId, who, act, ct);
        if (outcome.Refusal is not null)
        {
            await transaction.RollbackAsync(ct);
            // What was refused must not be saved with what comes next.
            db.ChangeTracker.Clear();
            return outcome;
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>Whether nobody would be left to administer the host once this person cannot. Asked in an act.</summary>
    public Task<bool> IsLastAdministratorAsync(PoolUser user, CancellationToken ct) => platform.IsLastAsync(user.Id, ct);

    private async Task<ActOutcome<T>> HeldAsync<T>(Pool pool, string userId, Administrator who, Func<PoolUser, Task<ActOutcome<T>>> act, CancellationToken ct)
    {
        if (await platform.IsOneAsync(userId, ct))
            await platform.HoldAsync(ct);
        if (!await users.HoldAsync(pool.Id, userId, ct) || await db.Users.SingleOrDefaultAsync(each => each.Pool == pool.Id && each.Id == userId, ct) is not { } user)
            return ActOutcome.Refused<T>(ActRefusal.NotFound);
        // Else the administrator of a pool would take over the account of one who may do more.
        return who.Reach.Covers(await administrators.ReachOfAsync(user.Id, ct)) ? await act(user) : ActOutcome.Refused<T>(ActRefusal.OutOfReach);
    }
}
