using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.IdentityServer;

/// <summary>Sets up the extension: <c>services.AddPasskeys().UsePostgreSql(connection).UseEmbeddedProvider()</c>.</summary>
/// <param name="services">The services of the host.</param>
public sealed class PasskeysBuilder(IServiceCollection services)
{
    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; } = services;
}
