using Duende.IdentityServer.Configuration;
using Duende.IdentityServer.Endpoints.Results;
using Duende.IdentityServer.Hosting;
using Duende.IdentityServer.ResponseHandling;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Duende.Answers;
using Passkeys.IdentityServer.Duende.Authorization;
using Passkeys.IdentityServer.Duende.Events;
using Passkeys.IdentityServer.Duende.Sessions;
using Passkeys.IdentityServer.Duende.Tokens;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Duende;

/// <summary>Sets up the extension on Duende IdentityServer 7.4.</summary>
public static class DuendeSetup
{
    /// <summary>
    /// Adds passkeys to a Duende host, after everything else of Duende's that the host adds. <c>app.UseIdentityServer()</c> stays;
    /// <c>app.UsePasskeys()</c> and <c>app.MapPasskeys()</c> follow it.
    /// </summary>
    /// <param name="identityServer">The host's set-up of Duende IdentityServer.</param>
    /// <param name="database">Chooses the database, such as <c>passkeys => passkeys.UseSqlServer(connection)</c>; it may be the host's, where the extension has a schema of its own.</param>
    /// <param name="configure">Options of the extension. Data Protection stays as the host has it (<see cref="PasskeysOptions.ManagesDataProtection"/>).</param>
    /// <param name="engine">Where clients name their pools.</param>
    public static IIdentityServerBuilder AddPasskeys(
        this IIdentityServerBuilder identityServer, Action<PasskeysBuilder> database, Action<PasskeysOptions>? configure = null, Action<DuendeEngineOptions>? engine = null)
    {
        var passkeys = identityServer.Services.AddPasskeys(options =>
        {
            // Under another name, or with other keys, the host could not open what it has protected so far: cookies, Duende's signing keys.
            options.ManagesDataProtection = false;
            configure?.Invoke(options);
        });
        database(passkeys);
        passkeys.UseDuende(identityServer, engine);
        return identityServer;
    }

    /// <summary>Makes Duende IdentityServer the engine of an extension that is set up by itself.</summary>
    /// <param name="passkeys">The extension's set-up.</param>
    /// <param name="identityServer">The host's set-up of Duende IdentityServer.</param>
    /// <param name="engine">Where clients name their pools.</param>
    public static PasskeysBuilder UseDuende(this PasskeysBuilder passkeys, IIdentityServerBuilder identityServer, Action<DuendeEngineOptions>? engine = null)
    {
        passkeys.Services.AddOptions<DuendeEngineOptions>().Configure(engine ?? (_ => { }));
        passkeys.Services.AddHttpContextAccessor();
        AddPorts(passkeys.Services);
        AddTokens(identityServer);
        AddAuthorization(identityServer);
        AddAnswers(passkeys.Services, engine);
        AddEvents(passkeys.Services);
        passkeys.Services.AddSingleton<IHostedService>(new SetupOrder(passkeys.Services));
        return passkeys;
    }

    /// <summary>
    /// Lets people of ASP.NET Core Identity sign in with a passkey as they do without: the same cookie, made by their <c>SignInManager</c>, and
    /// refused to whom that would refuse. For hosts with <c>AddAspNetIdentity</c>, after <see cref="AddPasskeys"/>.
    /// </summary>
    /// <typeparam name="TUser">The host's type of users.</typeparam>
    public static IIdentityServerBuilder AddPasskeySignIn<TUser>(this IIdentityServerBuilder identityServer)
        where TUser : class
    {
        identityServer.Services.Replace(ServiceDescriptor.Singleton<IEngineSignIn, AspNetIdentitySignIn<TUser>>());
        identityServer.Services.AddScoped<ISignInGate, AspNetIdentityGate<TUser>>();
        identityServer.Services.Configure<DuendeEngineOptions>(options => options.PoolsAreOfTheHost = true);
        return identityServer;
    }

    private static void AddPorts(IServiceCollection services)
    {
        services.AddScoped<DuendeClients>();
        services.AddScoped<IEngineClients>(provider => provider.GetRequiredService<DuendeClients>());
        services.AddScoped<IEngineClientRegistry, DuendeClientRegistry>();
        services.AddScoped<EndedSessions>();
        services.AddScoped<DuendeCookie>();
        services.AddScoped<IEngineGrants, DuendeGrants>();
        services.AddScoped<IEngineInteraction, DuendeInteraction>();
        services.AddScoped<IAccessTokenReader, DuendeTokenReader>();
        services.AddScoped<ITokenSigner, DuendeTokenSigner>();
        services.Replace(ServiceDescriptor.Singleton<IEngineSignIn, DuendeSignIn>());
        services.Decorate<IAuthenticationService, HostAuthentication>();
        services.Decorate<ISessionCoordinationService, SessionCoordination>();
    }

    // Parts that Duende means to be derived from replace its own; where a host may have its own, ours goes before it.
    private static void AddTokens(IIdentityServerBuilder identityServer)
    {
        var services = identityServer.Services;
        identityServer.AddExtensionGrantValidator<PasskeyGrantValidator>();
        services.AddScoped<SpentTokens>();
        services.AddTransient<ITokenResponseGenerator, PasskeyTokenResponses>();
        services.AddTransient<IClaimsService, PasskeyClaims>();
        services.AddTransient<ITokenService, IssuerAudience>();
        services.Decorate<IProfileService, PasskeyProfile>();
        services.Decorate<IUserInfoRequestValidator, SessionAtUserInfo>();
        services.Decorate<ICustomTokenRequestValidator, OneTimeUse>();
        services.Decorate<IAuthorizationCodeStore, KeptCodes>();
        services.Configure<IdentityServerOptions>(options => options.PersistentGrants.DeleteOneTimeOnlyRefreshTokensOnUse = false);
        services.Decorate<IRefreshTokenService, OneTimeRefreshTokens>();
    }

    private static void AddAuthorization(IIdentityServerBuilder identityServer)
    {
        var services = identityServer.Services;
        services.AddScoped<RequestMarks>();
        services.AddScoped<IdentityTokenHints>();
        services.AddScoped<AuthorizationDemands>();
        services.Decorate<ICustomAuthorizeRequestValidator, RequestRestrictions>();
        identityServer.AddAuthorizeInteractionResponseGenerator<PasskeyInteraction>();
    }

    private static void AddAnswers(IServiceCollection services, Action<DuendeEngineOptions>? engine)
    {
        services.Decorate<ITokenRequestValidator, GrantNotForClient>();
        services.Decorate<IPushedAuthorizationRequestValidator, OwnRequests>();
        var options = new DuendeEngineOptions();
        engine?.Invoke(options);
        if (options.StrictAnswers)
            AddStrictAnswers(services);
    }

    private static void AddStrictAnswers(IServiceCollection services)
    {
        services.AddTransient<IStartupFilter, BodyLimit>();
        services.Decorate<ICorsPolicyService, PoolOrigins>();
        services.Decorate<IRedirectUriValidator, ExactRedirects>();
        services.Decorate<IHttpResponseWriter<AuthorizeResult>, IssuerInErrors>();
        services.Decorate<IHttpResponseWriter<TokenErrorResult>>((_, others) => new UnauthorizedClients<TokenErrorResult>(others, result => result.Response.Error));
        services.Decorate<IHttpResponseWriter<TokenRevocationErrorResult>>((_, others) => new UnauthorizedClients<TokenRevocationErrorResult>(others, result => result.Error));
        services.Decorate<IHttpResponseWriter<PushedAuthorizationErrorResult>>((_, others) => new UnauthorizedClients<PushedAuthorizationErrorResult>(others, result => result.Response.Error));
    }

    private static void AddEvents(IServiceCollection services)
    {
        services.AddScoped<IAuditObserver, EventsOfAudit>();
        services.Decorate<IEventSink, AuditOfEvents>();
    }
}
