using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.SqlServer;

/// <summary>Makes the context for <c>dotnet ef</c>; it never connects.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<PasskeysDbContext>
{
    public PasskeysDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PasskeysDbContext>();
        SqlServerSetup.Configure(options, "Server=localhost;Database=passkeys");
        return new PasskeysDbContext(options.Options);
    }
}
