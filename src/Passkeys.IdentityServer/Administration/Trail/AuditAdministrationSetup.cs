using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.Administration.Trail;

internal static class AuditAdministrationSetup
{
    public static void AddAdministeredAudit(this IServiceCollection services)
    {
        services.AddScoped<PoolAudit>();
        services.AddScoped<HostAudit>();
        services.AddScoped<IAdministeredAudit, AdministeredAudit>();
    }
}
