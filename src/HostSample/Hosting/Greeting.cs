using HostSample.Development;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace HostSample.Hosting;

/// <summary>What an operator reads first. It goes to the console and not to the log, because the enrolment link in it is a secret.</summary>
internal static class Greeting
{
    public static async Task WriteAsync(WebApplication app, TextWriter console)
    {
        var address = app.Urls.FirstOrDefault();
        if (address is null)
            return;

        await console.WriteLineAsync($"""

            Passkeys.IdentityServer ({app.Environment.EnvironmentName})
              Address        {string.Join(", ", app.Urls)}
              Engine         {Engine.Name}
              Database       {await DescribeDatabaseAsync(app)}
            """);
        if (app.Environment.IsDevelopment())
            await Fixtures.DescribeAsync(app, address, console);
        await console.WriteLineAsync();
    }

    // Never the connection string: it may hold a password.
    private static async Task<string> DescribeDatabaseAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var connection = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Database.GetDbConnection();
        return string.Join(", ", new[] { Database.Provider(app.Configuration), connection.DataSource, connection.Database }
            .Where(part => !string.IsNullOrEmpty(part) && part is not "main"));
    }
}
