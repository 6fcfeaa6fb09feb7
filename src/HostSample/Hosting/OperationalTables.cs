#if DUENDE
using System.Data.Common;
using Duende.IdentityServer.EntityFramework.DbContexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace HostSample.Hosting;

/// <summary>
/// The tables of Duende's operational store. A sample makes them as they are in this version of Duende; a host of one's own keeps migrations for
/// them (docs/duende.md).
/// </summary>
internal static class OperationalTables
{
    public static async Task CreateAsync(PersistedGrantDbContext context)
    {
        if (!await AreThereAsync(context))
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
    }

    public static async Task<bool> AreThereAsync(PersistedGrantDbContext context)
    {
        try
        {
            await context.Keys.AnyAsync();
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
#endif
