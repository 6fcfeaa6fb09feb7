using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
#if !DUENDE
using Passkeys.IdentityServer.Embedded.Configuration;
#endif

namespace Passkeys.Testing.Hosting;

/// <summary>The pools that tests may add: clients name their pools at start, so these are named beforehand.</summary>
internal static class TestPools
{
#if !DUENDE
    private const int Most = 1000;
#endif

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"test-{number}");

    public static void ServeBy(IServiceCollection services)
    {
#if !DUENDE
        services.PostConfigure<EmbeddedProviderOptions>(provider =>
        {
            foreach (var client in provider.Clients.Where(client => client.Pools.Contains("demo")))
            {
                for (var number = 1; number <= Most; number++)
                    client.Pools.Add(IdOf(number));
            }
        });
#endif
    }
}
