#if DUENDE
using Duende.IdentityServer.Configuration;
using Duende.IdentityServer.EntityFramework.DbContexts;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Duende;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Fido2;
using Passkeys.IdentityServer.Sessions;

namespace HostSample.Hosting;

/// <summary>The OpenID Provider that this host was built with: Duende IdentityServer.</summary>
internal static class Engine
{
    /// <summary>What the greeting calls it.</summary>
    public const string Name = "Duende IdentityServer 7.4";

    private const string Section = "IdentityServer";

    /// <summary>Sets it up: clients, scopes and APIs from the section <c>IdentityServer</c>, and the fixtures in Development; metadata of authenticators from the section <c>Fido2</c>.</summary>
    public static PasskeysBuilder UseEngine(this PasskeysBuilder passkeys, IHostApplicationBuilder host)
    {
        var section = host.Configuration.GetSection(Section);
        var resources = DuendeResources.Read(section, host.Environment);
        host.Services.AddOptions<IdentityServerOptions>().Configure<IOptions<PasskeysOptions>>((options, extension) => UsePages(options, extension.Value.Pages));
        host.Services.AddOptions<PasskeysOptions>().PostConfigure(options => options.PublicOrigin ??= OriginOf(section["IssuerUri"]));
        var identityServer = host.Services.AddIdentityServer(options => Configure(options, section))
            .AddInMemoryClients(resources.Clients)
            .AddInMemoryIdentityResources(PasskeyResources.IdentityResources)
            .AddInMemoryApiScopes([.. PasskeyResources.ApiScopes, .. resources.ApiScopes])
            .AddInMemoryApiResources(resources.ApiResources)
            .AddOperationalStore(options =>
            {
                options.ConfigureDbContext = context => Database.Connect(context, host);
                options.EnableTokenCleanup = true;
            })
            .AddServerSideSessions();
        return passkeys.UseDuende(identityServer).UseFido2(options => host.Configuration.GetSection("Fido2").Bind(options));
    }

    /// <summary>Puts its middleware before the endpoints.</summary>
    public static void MapEngine(this WebApplication app) => app.UseIdentityServer();

    /// <summary>Makes the tables of its operational store. A host of one's own has migrations of its own for them.</summary>
    public static Task CreateTablesAsync(IServiceProvider services) => OperationalTables.CreateAsync(services.GetRequiredService<PersistedGrantDbContext>());

    /// <summary>Whether they are there.</summary>
    public static Task<bool> HasTablesAsync(IServiceProvider services) => OperationalTables.AreThereAsync(services.GetRequiredService<PersistedGrantDbContext>());

    /// <summary>Duende IdentityServer rotates its own keys.</summary>
    public static Task<(bool Done, string Said)> RotateKeysAsync(IServiceProvider services, TimeSpan publishedBefore, CancellationToken ct) =>
        Task.FromResult((false, "Duende IdentityServer makes and rotates its signing keys by itself; IdentityServer:KeyManagement says when."));

    private static void Configure(IdentityServerOptions options, IConfiguration section)
    {
        options.Authentication.CookieAuthenticationScheme = PasskeysAuthentication.Scheme;
        options.KeyManagement.SigningAlgorithms = [new SigningAlgorithmOptions("ES256")];
        options.EmitScopesAsSpaceDelimitedStringInJwt = true;
        // Its cookie is for scripts to read, and nothing here does.
        options.Endpoints.EnableCheckSessionEndpoint = false;
        (options.Events.RaiseSuccessEvents, options.Events.RaiseFailureEvents) = (true, true);
        (options.Events.RaiseInformationEvents, options.Events.RaiseErrorEvents) = (true, true);
        options.Discovery.CustomEntries["acr_values_supported"] = Acr.All;
        section.Bind(options);
    }

    private static void UsePages(IdentityServerOptions options, PageAddresses pages)
    {
        (options.UserInteraction.LoginUrl, options.UserInteraction.LoginReturnUrlParameter) = (pages.SignIn, "returnUrl");
        (options.UserInteraction.CreateAccountUrl, options.UserInteraction.CreateAccountReturnUrlParameter) = (pages.SignUp, "returnUrl");
        (options.UserInteraction.ConsentUrl, options.UserInteraction.ConsentReturnUrlParameter) = (pages.Consent, "returnUrl");
        (options.UserInteraction.LogoutUrl, options.UserInteraction.LogoutIdParameter) = (pages.SignOut, "logoutId");
        (options.UserInteraction.ErrorUrl, options.UserInteraction.ErrorIdParameter) = (pages.Error, "errorId");
    }

    private static string? OriginOf(string? issuer) => issuer is null ? null : new Uri(issuer).GetLeftPart(UriPartial.Authority);
}
#endif
