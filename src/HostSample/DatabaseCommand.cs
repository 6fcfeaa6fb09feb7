using HostSample.Development;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace HostSample;

/// <summary>Brings the database up to date: in Development at every start, otherwise by <c>--migrate</c> alone.</summary>
internal static class DatabaseCommand
{
    /// <summary>Prepares the database. An exit code when the process has nothing more to do, else null.</summary>
    public static async Task<int?> TryRunAsync(WebApplication app, string[] args)
    {
        var explicitly = args.Contains("--migrate");
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Database;
        if (explicitly || app.Environment.IsDevelopment())
            await database.MigrateAsync();
        else if ((await database.GetPendingMigrationsAsync()).Any())
            return await SayWhatIsMissingAsync();

        if (app.Environment.IsDevelopment())
            await DevelopmentPools.SeedAsync(app.Services, CancellationToken.None);
        return explicitly ? 0 : null;
    }

    private static async Task<int> SayWhatIsMissingAsync()
    {
        await Console.Error.WriteLineAsync("The database is not up to date. Run this host once with --migrate, then start it again.");
        return 1;
    }
}
