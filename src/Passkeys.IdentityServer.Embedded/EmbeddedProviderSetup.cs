using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Authorization;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.Embedded.Grants;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Embedded.Logout;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Network;

namespace Passkeys.IdentityServer.Embedded;

/// <summary>Sets up the embedded OpenID Provider.</summary>
public static class EmbeddedProviderSetup
{
    /// <summary>Makes the embedded provider the engine. Its configuration is checked when the host starts.</summary>
    /// <param name="builder">The extension's set-up.</param>
    /// <param name="configure">Names clients and APIs.</param>
    public static PasskeysBuilder UseEmbeddedProvider(this PasskeysBuilder builder, Action<EmbeddedProviderOptions> configure)
    {
        builder.Services.AddOptions<EmbeddedProviderOptions>().Configure(configure).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<EmbeddedProviderOptions>, EmbeddedProviderValidation>();
        builder.Services.AddSingleton<IValidateOptions<EmbeddedProviderOptions>, DevelopmentSecretsGuard>();
        builder.Services.AddOptions<PasskeysOptions>().PostConfigure<IOptions<EmbeddedProviderOptions>>(
            (passkeys, provider) => passkeys.PublicOrigin ??= provider.Value.Issuer is { } issuer ? new Uri(issuer).GetLeftPart(UriPartial.Authority) : null);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddDataProtection();
        AddKeys(builder.Services);
        AddTokens(builder.Services);
        AddAuthorization(builder.Services);
        AddLogout(builder.Services);
        AddEndpoints(builder.Services);
        return builder;
    }

    /// <summary>Maps discovery, keys, and the token, userinfo, introspection and revocation endpoints.</summary>
    public static IEndpointRouteBuilder MapEmbeddedProvider(this IEndpointRouteBuilder endpoints)
    {
        var metadata = endpoints.MapGroup("").AddEndpointFilter<BrowserOrigins>();
        metadata.MapGet(ProviderPaths.Discovery, (DiscoveryEndpoint discovery) => discovery.Describe());
        metadata.MapGet(ProviderPaths.Jwks, (DiscoveryEndpoint discovery, CancellationToken ct) => discovery.KeysAsync(ct));

        var browser = endpoints.MapGroup("").AddEndpointFilter<BrowserOrigins>().AddEndpointFilter(NoStore);
        browser.MapPost(ProviderPaths.Token, (TokenEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http));
        browser.MapPost(ProviderPaths.PushedAuthorization, (PushedRequestEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http));
        browser.MapPost(ProviderPaths.Revocation, (RevocationEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http));
        browser.MapMethods(ProviderPaths.UserInfo, ["GET", "POST"], (UserInfoEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http));
        foreach (var path in new[] { ProviderPaths.Discovery, ProviderPaths.Jwks, ProviderPaths.Token, ProviderPaths.PushedAuthorization, ProviderPaths.Revocation, ProviderPaths.UserInfo })
            browser.MapMethods(path, ["OPTIONS"], (HttpContext http) => BrowserOrigins.Preflight(http));

        var others = endpoints.MapGroup("").AddEndpointFilter(NoStore);
        others.MapPost(ProviderPaths.Introspection, (IntrospectionEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http));
        others.MapMethods(ProviderPaths.EndSession, ["GET", "POST"], (EndSessionEndpoint endpoint, HttpContext http) => endpoint.HandleAsync(http));

        endpoints.MapMethods(ProviderPaths.Authorization, ["GET", "POST"], (AuthorizationEndpoint endpoint, HttpContext http) => endpoint.BeginAsync(http));
        endpoints.MapGet(ProviderPaths.AuthorizationCallback, (AuthorizationEndpoint endpoint, HttpContext http, string? request) => endpoint.ContinueAsync(http, request));
        endpoints.MapGet(ProviderPaths.FormPostScript, (HttpContext http) => FormPostPage.ScriptFile(http));
        return endpoints;
    }

    // RFC 6749 §5.1.
    private static ValueTask<object?> NoStore(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        context.HttpContext.Response.Headers.Pragma = "no-cache";
        return next(context);
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.AddSingleton<Issuer>();
        services.AddSingleton<SigningKeyRing>();
        services.AddScoped<SigningKeyRotation>();
        services.AddScoped<ISigningKeyRotation>(provider => provider.GetRequiredService<SigningKeyRotation>());
        services.AddSingleton<TokenSigner>();
        services.AddSingleton<ITokenSigner>(provider => provider.GetRequiredService<TokenSigner>());
    }

    private static void AddTokens(IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<TokenResponses>();
        services.AddSingleton<TokenMetrics>();
        services.AddSingleton<IdentityTokenHints>();
        services.AddScoped<TokenFamilies>();
        services.AddScoped<EndedFamilies>();
        services.AddScoped<RefreshTokens>();
        services.AddScoped<LivingTokens>();
        services.AddScoped<TokenRevocation>();
        services.AddScoped<IAccessTokenReader, AccessTokenReader>();
        services.AddScoped<IEngineGrants, EngineGrants>();
    }

    private static void AddAuthorization(IServiceCollection services)
    {
        services.AddSingleton<SealedRequests>();
        services.AddSingleton<AuthorizationAnswers>();
        services.AddSingleton<AuthorizationRequestValidation>();
        services.AddSingleton<RefusalBudget>();
        services.AddScoped<AuthorizationAudit>();
        services.AddScoped<AuthorizationCodes>();
        services.AddScoped<Consents>();
        services.AddScoped<ConnectedApps>();
        services.AddScoped<AuthorizationDecision>();
        services.AddScoped<AuthorizationEndpoint>();
        services.AddScoped<PushedRequests>();
        services.AddScoped<PushedRequestEndpoint>();
        services.AddScoped<ITokenGrant, AuthorizationCodeGrant>();
    }

    private static void AddLogout(IServiceCollection services)
    {
        services.AddScoped<SessionClients>();
        services.AddScoped<LogoutRequests>();
        services.AddSingleton<LogoutSignal>();
        services.AddSingleton<LogoutTokens>();
        services.AddSingleton<LogoutMetrics>();
        services.AddSingleton<LogoutPost>();
        services.AddScoped<LogoutOutbox>();
        services.AddScoped<LogoutDelivery>();
        services.AddSingleton<LogoutDeliveryService>();
        services.AddHostedService(provider => provider.GetRequiredService<LogoutDeliveryService>());
        AddLogoutClient(services);
        services.AddScoped<EndSessionEndpoint>();
    }

    // A redirect would carry the token to where nobody registered to be told, and the client's own log lines would tell addresses.
    private static void AddLogoutClient(IServiceCollection services)
    {
        services.AddHttpClient(LogoutPost.HttpClientName, http => http.Timeout = LogoutPost.Timeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        services.AddHttpClient(LogoutPost.RegisteredHttpClientName, http => http.Timeout = LogoutPost.Timeout)
            .ConfigurePrimaryHttpMessageHandler(provider => PublicConnections.NewHandler(provider.GetRequiredService<IHostEnvironment>().IsDevelopment()))
            .RemoveAllLoggers();
    }

    private static void AddEndpoints(IServiceCollection services)
    {
        services.AddSingleton<ClientDirectory>();
        services.AddSingleton<IEngineClients>(provider => provider.GetRequiredService<ClientDirectory>());
        services.AddHostedService<ClientDirectoryRefresh>();
        services.AddScoped<RegisteredClients>();
        services.AddScoped<RegisteredClientRules>();
        services.AddScoped<EndedClients>();
        services.AddScoped<IEngineClientRegistry, ClientRegistry>();
        services.AddScoped<IEngineInteraction, EmbeddedInteraction>();
        services.AddScoped<ClientAssertions>();
        services.AddScoped<ClientAuthentication>();
        services.AddScoped<ITokenGrant, PasskeyTokenGrant>();
        services.AddScoped<ITokenGrant, RefreshTokenGrant>();
        services.AddScoped<ITokenGrant, ClientCredentialsGrant>();
        services.AddScoped<TokenEndpoint>();
        services.AddScoped<UserInfoEndpoint>();
        services.AddScoped<IntrospectionEndpoint>();
        services.AddScoped<RevocationEndpoint>();
        services.AddScoped<DiscoveryEndpoint>();
    }
}
