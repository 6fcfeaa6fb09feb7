using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Logout;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Logout;

/// <summary>Hosts whose portal is a stand-in that wants to be told of logouts.</summary>
internal static class LogoutHosts
{
    public const string Portal = "demo-portal";

    /// <summary>A host that delivers by itself, as every host does.</summary>
    public static HostFixture Of(TestDatabase database, StandInClient portal, Action<Client>? change = null) =>
        new(database) { Alter = services => Connect(services, portal, change) };

    /// <summary>A host that delivers when a test says so.</summary>
    public static HostFixture Still(TestDatabase database, StandInClient portal, Action<IServiceCollection>? alter = null) => new(database)
    {
        Alter = services =>
        {
            Connect(services, portal, change: null);
            services.Remove(services.Single(d => d.ServiceType == typeof(IHostedService) && d.ImplementationFactory?.Method.ReturnType == typeof(LogoutDeliveryService)));
            alter?.Invoke(services);
        },
    };

    /// <summary>Delivers what is due.</summary>
    public static Task DeliverAsync(this HostFixture host) => host.Services.GetRequiredService<LogoutDeliveryService>().DeliverDueAsync(CancellationToken.None);

    private static void Connect(IServiceCollection services, StandInClient portal, Action<Client>? change)
    {
        TranslatesForSqlServer.In(services);
        services.PostConfigure<EmbeddedProviderOptions>(provider =>
        {
            var client = provider.Clients.Single(client => client.ClientId == Portal);
            client.BackChannelLogoutUri = portal.Uri;
            change?.Invoke(client);
        });
    }
}
