using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>What the quick start of the seeded portal shows for ASP.NET Core, compiled; <see cref="QuickStartTests"/> compares.</summary>
internal static class AspNetCoreQuickStart
{
    public static void Run(string[] args)
    {
        #region Program
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthorization();
        builder.Services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie()
            .AddOpenIdConnect(options =>
            {
                options.Authority = "http://localhost:5000";
                options.ClientId = "demo-portal";
                // From the environment: Passkeys__ClientSecret. Never from a file that others see.
                options.ClientSecret = builder.Configuration["Passkeys:ClientSecret"];
                options.RequireHttpsMetadata = false; // For development alone.
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.CallbackPath = "/signin-passkeys";
                // Without https a browser keeps no cookie that is for other sites' redirects and forms; for development alone.
                options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
                options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.MapInboundClaims = false;
                options.SaveTokens = true;
                options.Scope.Clear();
                options.Scope.Add("openid");
                options.Scope.Add("profile");
                options.Scope.Add("email");
                options.Scope.Add("offline_access");
                options.Scope.Add("passkeys");
                options.Scope.Add("demo-api");
                options.AdditionalAuthorizationParameters.Add("acr_values", "tenant:demo");
            });

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (HttpContext http) => "Signed in as " + http.User.FindFirst("sub")?.Value).RequireAuthorization();
        app.MapGet("/sign-out", () => Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/" },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
        app.Run();
        #endregion
    }
}
