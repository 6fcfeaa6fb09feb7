using DemoPortal.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace DemoPortal.SignIn;

/// <summary>Sets up who lets people in, and how the portal remembers them.</summary>
internal static class PasskeysSignIn
{
    public const string Scheme = "passkeys";

    /// <summary>Where the provider sends the browser back to: a redirect URI of the client.</summary>
    public const string CallbackPath = "/signin-passkeys";

    /// <summary>The cookie with the number of the portal's session.</summary>
    public const string Cookie = "portal";

    // With Microsoft.AspNetCore.Authentication.OpenIdConnect, which this repository's builds cannot count on, everything in this folder is instead:
    //
    //     .AddOpenIdConnect("passkeys", options =>
    //     {
    //         options.Authority = "https://id.example.com";
    //         options.ClientId = "demo-portal";
    //         options.ClientSecret = configuration["Portal:ClientSecret"];
    //         options.ResponseType = "code";
    //         options.ResponseMode = "query";
    //         options.CallbackPath = "/signin-passkeys";
    //         options.MapInboundClaims = false;
    //         options.SaveTokens = true;
    //         options.Scope.Add("email");
    //         options.Scope.Add("offline_access");
    //         options.Events.OnRedirectToIdentityProvider = context =>
    //         {
    //             context.ProtocolMessage.AcrValues = context.Properties.GetParameter<string>("acr_values");
    //             context.ProtocolMessage.Prompt = context.Properties.GetParameter<string>("prompt");
    //             return Task.CompletedTask;
    //         };
    //     });
    public static AuthenticationBuilder AddPasskeysSignIn(this AuthenticationBuilder builder)
    {
        builder.Services.AddOptions<PasskeysSignInOptions>(Scheme).Configure<IOptions<PortalOptions>>((options, portal) => Configure(options, portal.Value));
        return builder.AddOAuth<PasskeysSignInOptions, PasskeysSignInHandler>(Scheme, _ => { });
    }

    /// <summary>A cookie that holds only the number of a session; the session itself stays here, so that the provider can end it.</summary>
    public static AuthenticationBuilder AddSessionCookie(this AuthenticationBuilder builder)
    {
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<InMemorySessions>((options, sessions) => options.SessionStore = sessions);
        return builder.AddCookie(options =>
        {
            options.Cookie.Name = Cookie;
            options.LoginPath = "/sign-in";
        });
    }

    private static void Configure(PasskeysSignInOptions options, PortalOptions portal)
    {
        options.Authority = portal.Authority;
        options.ClientId = portal.ClientId;
        options.ClientSecret = portal.ClientSecret;
        options.AuthorizationEndpoint = portal.Authority + "/connect/authorize";
        options.TokenEndpoint = portal.Authority + "/connect/token";
        options.UserInformationEndpoint = portal.Authority + "/connect/userinfo";
        options.CallbackPath = CallbackPath;
        options.AccessDeniedPath = SignInEndpoints.FailedPath;
        options.Events.OnRemoteFailure = SignInEndpoints.TellFailureAsync;
        options.UsePkce = true;
        options.SaveTokens = true;
        // The defaults, None and always secure, need https; a redirect back by GET brings a Lax cookie along.
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.Name = "portal.sign-in.";
        options.Scope.Clear();
        foreach (var scope in portal.Scopes)
            options.Scope.Add(scope);
    }
}
