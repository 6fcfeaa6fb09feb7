using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
#if DUENDE
using Duende.IdentityServer.Models;
#else
using Passkeys.IdentityServer.Embedded.Configuration;
#endif

namespace Passkeys.Testing.Hosting;

/// <summary>The pools that tests may add: clients name their pools at start, so these are named beforehand.</summary>
internal static class TestPools
{
    private const int Most = 3000;

    private static readonly string[] Ids = [.. Enumerable.Range(1, Most).Select(IdOf)];

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"test-{number}");

#if DUENDE
    public static void ServeBy(IServiceCollection services)
    {
        var clients = services.Select(service => service.ImplementationInstance).OfType<IEnumerable<Client>>().SelectMany(each => each);
        foreach (var client in clients.Where(client => client.Properties["pools"].Split(' ').Contains("demo") && !client.Properties["pools"].Contains(Ids[0], StringComparison.Ordinal)))
            client.Properties["pools"] += " " + string.Join(' ', Ids);
    }
#else
    public static void ServeBy(IServiceCollection services) => services.PostConfigure<EmbeddedProviderOptions>(provider =>
    {
        foreach (var client in provider.Clients.Where(client => client.Pools.Contains("demo")))
        {
            foreach (var id in Ids)
                client.Pools.Add(id);
        }
    });
#endif
}
