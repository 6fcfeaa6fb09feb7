using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace HostSample;

/// <summary>Says at the start where the host is, on what it stands, and what to click first. On the console, not in the log: the enrolment link is a secret.</summary>
internal static class Welcome
{
    private const string Engine =
#if DUENDE
        "Duende IdentityServer";
#else
        "embedded provider";
#endif

    public static async Task SayAsync(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? HostSetup.DefaultAddress;
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Database;
        await Console.Out.WriteLineAsync($"""

              Passkeys.IdentityServer listens on {address}
              Engine:    {Engine}
              Database:  {database.ProviderName?.Split('.')[^1]}
            """);
        if (app.Environment.IsDevelopment())
            await SayWhatToClickAsync(scope.ServiceProvider, address);
    }

    private static async Task SayWhatToClickAsync(IServiceProvider services, string address)
    {
        await Console.Out.WriteLineAsync($"  First:     {address}/account/demo/sign-up makes an account with a passkey.");
        var link = await services.GetRequiredService<IFirstAdministrator>()
            .CreateEnrolmentLinkAsync(new PoolId("staff"), "administrator", CancellationToken.None);
        if (link is not null)
            await Console.Out.WriteLineAsync($"  Administrator, once, within 24 hours: {address}{link}");
        await Console.Out.WriteLineAsync();
    }
}
