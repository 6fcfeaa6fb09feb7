using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Passkeys.IdentityServer.Pools;

/// <summary>Holds every pool that is added or changed to <see cref="PoolRules"/>, whoever saves it.</summary>
internal sealed class PoolRulesInterceptor(PoolRules rules, FormerRelyingParties former) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Forget(eventData.Context);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context);
        return ValueTask.FromResult(result);
    }

    // Entries are unchanged by now; whoever holds a pool that is tracked may have changed it.
    private void Forget(DbContext? db)
    {
        if (db!.ChangeTracker.Entries<Pool>().Any())
            former.Forget();
    }

    private void Check(DbContext? db)
    {
        foreach (var pool in db!.ChangeTracker.Entries<Pool>().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
            rules.Check(pool.Entity);
    }
}
