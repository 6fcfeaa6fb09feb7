using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.Administration.Pools;

internal static class PoolAdministrationSetup
{
    public static void AddPoolAdministration(this IServiceCollection services)
    {
        services.AddScoped<AdministeredPools>();
        services.AddScoped<IAdministeredPools>(provider => provider.GetRequiredService<AdministeredPools>());
        services.AddSingleton<IAuthenticatorCatalogue, AuthenticatorCatalogue>();
    }
}
