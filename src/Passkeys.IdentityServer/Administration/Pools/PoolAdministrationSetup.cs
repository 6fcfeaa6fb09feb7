using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.Administration.Pools;

internal static class PoolAdministrationSetup
{
    public static void AddPoolAdministration(this IServiceCollection services)
    {
        services.AddScoped<AdministeredPools>();
        services.AddScoped<IAdministeredPools>(provider => provider.GetRequiredService<AdministeredPools>());
        services.AddScoped<PoolListing>();
        services.AddScoped<PoolHistory>();
        services.AddScoped<ReplacePool>();
        services.AddScoped<DeletePool>();
        services.AddScoped<LastAdministrators>();
        services.AddSingleton<PoolDraftRules>();
        services.AddSingleton<IAuthenticatorCatalogue, AuthenticatorCatalogue>();
        services.AddPoolDoctor();
    }
}
