using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer.Applications;

internal static class ApplicationsSetup
{
    public static void AddApplications(this IServiceCollection services) => services.AddScoped<IApplications, ConnectedApplications>();
}
