using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Registers what the nodes of a host share: Data Protection's keys and the host's secrets.</summary>
internal static class SharedSecrets
{
    /// <summary>
    /// Keeps Data Protection's keys in the database. Protecting them there, with a certificate or a vault, is the host's to add:
    /// <c>services.AddDataProtection().ProtectKeysWithCertificate(...)</c>.
    /// </summary>
    public static IServiceCollection AddSharedSecrets(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Passkeys.IdentityServer");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory>(
            (options, scopes) => options.XmlRepository ??= new DatabaseXmlRepository(scopes));
        services.TryAddSingleton<IHostSecrets, HostSecrets>();
        return services;
    }
}
