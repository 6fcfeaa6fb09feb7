using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;
using Passkeys.Client.Introspection;
using Passkeys.Client.Policies;
using Passkeys.Client.WebSockets;

namespace Passkeys.Client;

/// <summary>Adds the authentication of access tokens to an API.</summary>
public static class PasskeysBearerSetup
{
    /// <summary>
    /// Authenticates requests and WebSockets by access tokens, and adds what <c>RequirePasskey()</c>, <c>MapPasskeyTickets()</c> and <see cref="PasskeyConnections"/> need.
    /// The scheme becomes the default where the application has no other.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; they are checked when the application starts.</param>
    /// <returns>For more schemes.</returns>
    public static AuthenticationBuilder AddPasskeysBearer(this IServiceCollection services, Action<PasskeysBearerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddProviders();
        services.AddOptions<PasskeysBearerOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PasskeysBearerOptions>, PasskeysBearerValidation>();
        services.TryAddSingleton<IntrospectionEndpoint>();
        services.TryAddSingleton<IntrospectedTokens>();
        services.TryAddSingleton<JwtTokens>();
        services.TryAddSingleton<AccessTokens>();
        services.TryAddSingleton<BearerAuthentication>();
        services.TryAddSingleton<UnauthorizedAnswers>();
        services.AddWebSocketParts();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, PasskeyRequirementHandler>();
        return services.AddAuthentication(PasskeysClientDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, PasskeysBearerHandler>(PasskeysClientDefaults.AuthenticationScheme, configureOptions: null);
    }

    /// <summary>What everything here needs that asks a provider.</summary>
    internal static void AddProviders(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddLogging();
        services.AddHttpClient(PasskeysClientDefaults.HttpClientName, http => http.Timeout = TimeSpan.FromSeconds(10));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ClientMetrics>();
        services.TryAddSingleton<Providers.ProviderDirectory>();
    }

    private static void AddWebSocketParts(this IServiceCollection services)
    {
        services.TryAddSingleton<ITicketStore, InMemoryTickets>();
        services.TryAddSingleton<TicketBooth>();
        services.TryAddSingleton(provider => new PasskeyConnections(
            provider.GetRequiredService<AccessTokens>(),
            provider.GetRequiredService<IOptions<PasskeysBearerOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ClientMetrics>(),
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<PasskeyConnections>>()));
        services.AddHostedService<ConnectionWatch>();
    }
}
