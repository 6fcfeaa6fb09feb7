using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Sqlite;

/// <summary>Makes the context for <c>dotnet ef</c>; it never connects.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<PasskeysDbContext>
{
    public PasskeysDbContext CreateDbContext(string[] args)
    {
        SystemSqlite.EnsureReady();
        var options = new DbContextOptionsBuilder<PasskeysDbContext>();
        SqliteSetup.Configure(options, "Data Source=:memory:");
        return new PasskeysDbContext(options.Options);
    }
}
