using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Sqlite;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>The database of the running host, for what only time could bring about.</summary>
public static class HostDatabase
{
    /// <summary>Lets a person's sign-ins be an hour old.</summary>
    public static async Task AgeSignInsAsync(this HostProcess host, string identifier)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPasskeys().UseSqlite($"Data Source={host.DatabasePath}");
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();
        var people = db.Users.Where(user => user.UserName == identifier).Select(user => user.Id);
        var sessions = await db.Sessions.Where(session => people.Contains(session.UserId)).ToListAsync();
        foreach (var session in sessions)
            session.AuthenticatedAt -= TimeSpan.FromHours(1);
        if (await db.SaveChangesAsync() == 0)
            throw new InvalidOperationException("There is no sign-in to become older.");
    }
}
