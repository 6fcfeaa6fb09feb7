using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Registers what the nodes of a host share: Data Protection's keys and the host's secrets.</summary>
internal static class SharedSecrets
{
    private const string ApplicationName = "Passkeys.IdentityServer";

    /// <summary>
    /// Keeps Data Protection's keys in the database, unless the host keeps them elsewhere. Protecting them there, with a certificate or a vault, is
    /// the host's to add: <c>services.AddDataProtection().ProtectKeysWithCertificate(...)</c>.
    /// </summary>
    public static IServiceCollection AddSharedSecrets(this IServiceCollection services)
    {
        services.AddDataProtection();
        // A host that has a name for its nodes keeps it: under another one it could not open what it has protected so far.
        services.AddOptions<DataProtectionOptions>().PostConfigure<IServiceProvider, IOptions<PasskeysOptions>>((options, provider, passkeys) =>
        {
            if (!passkeys.Value.ManagesDataProtection)
                return;
            if (options.ApplicationDiscriminator is not { } name || name == provider.GetApplicationUniqueIdentifier())
                options.ApplicationDiscriminator = ApplicationName;
        });
        services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory, IOptions<PasskeysOptions>>((options, scopes, passkeys) =>
        {
            if (passkeys.Value.ManagesDataProtection)
                options.XmlRepository ??= new DatabaseXmlRepository(scopes);
        });
        services.TryAddSingleton<IHostSecrets, HostSecrets>();
        return services;
    }
}
