using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Passkeys.Client.Backend;
using Passkeys.Client.Once;
using Passkeys.Client.Providers;
using Passkeys.Client.Verification;

namespace Passkeys.Client;

/// <summary>Adds what a back end calls the provider with.</summary>
public static class PasskeysBackendSetup
{
    private const string BackendScope = "passkeys.backend";
    private const string AdministrationScope = "passkeys.admin";

    /// <summary>Adds <see cref="PasskeysBackend"/>, as a typed HTTP client that authenticates by client credentials.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; they are checked when the application starts.</param>
    /// <returns>For handlers and time limits of the HTTP client.</returns>
    public static IHttpClientBuilder AddPasskeysBackend(this IServiceCollection services, Action<PasskeysBackendOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddClient(BackendScope, configure);
        services.TryAddSingleton<IOneTimeIds, InMemoryIds>();
        services.TryAddSingleton<SignedResults>();
        return services.AddHttpClient(nameof(PasskeysBackend)).AddTypedClient((http, provider) =>
        {
            var options = OptionsOf(provider, BackendScope);
            var directory = provider.GetRequiredService<ProviderDirectory>();
            return new PasskeysBackend(ApiOf(http, provider, BackendScope), directory.Get(options.Authority), provider.GetRequiredService<SignedResults>(), options);
        });
    }

    /// <summary>Adds <see cref="PasskeysAdministration"/>, likewise.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; they are checked when the application starts.</param>
    /// <returns>For handlers and time limits of the HTTP client.</returns>
    public static IHttpClientBuilder AddPasskeysAdministration(this IServiceCollection services, Action<PasskeysBackendOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddClient(AdministrationScope, configure);
        return services.AddHttpClient(nameof(PasskeysAdministration))
            .AddTypedClient((http, provider) => new PasskeysAdministration(ApiOf(http, provider, AdministrationScope)));
    }

    // The scope is the name of the options, and of the tokens.
    private static void AddClient(this IServiceCollection services, string scope, Action<PasskeysBackendOptions> configure)
    {
        services.AddProviders();
        services.AddOptions<PasskeysBackendOptions>(scope).Configure(configure)
            .Validate(options => options.IsComplete, "Authority (https, or http on a loopback address), Pool, ClientId and ClientSecret must be set.")
            .ValidateOnStart();
        services.TryAddKeyedSingleton(scope, (provider, _) =>
        {
            var options = OptionsOf(provider, scope);
            return new ClientTokens(provider.GetRequiredService<ProviderDirectory>().Get(options.Authority), options, scope, provider.GetRequiredService<TimeProvider>());
        });
    }

    private static ProviderApi ApiOf(HttpClient http, IServiceProvider provider, string scope) =>
        new(http, provider.GetRequiredKeyedService<ClientTokens>(scope), OptionsOf(provider, scope));

    private static PasskeysBackendOptions OptionsOf(IServiceProvider provider, string scope) => provider.GetRequiredService<IOptionsMonitor<PasskeysBackendOptions>>().Get(scope);
}
