namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>A web application on ASP.NET Core: <c>Program.cs</c>.</summary>
internal static class AspNetCoreSample
{
    public static string Of(QuickStartFacts facts) => $$"""
        // dotnet new web; dotnet add package Microsoft.AspNetCore.Authentication.OpenIdConnect; this is Program.cs.
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Authentication.OpenIdConnect;
        using Microsoft.IdentityModel.Protocols.OpenIdConnect;

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
                options.Authority = {{Quoted.InCode(facts.Issuer)}};
                options.ClientId = {{Quoted.InCode(facts.ClientId)}};
        {{Lines(OptionsOf(facts))}}    });

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (HttpContext http) => "Signed in as " + http.User.FindFirst("sub")?.Value).RequireAuthorization();
        app.MapGet("/sign-out", () => Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/" },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
        app.Run();

        """;

    private static IEnumerable<string> OptionsOf(QuickStartFacts facts)
    {
        if (facts.Authentication == ClientAuthenticationKind.Secret)
        {
            yield return "// From the environment: Passkeys__ClientSecret. Never from a file that others see.";
            yield return "options.ClientSecret = builder.Configuration[\"Passkeys:ClientSecret\"];";
        }
        if (facts.IsInsecure)
            yield return "options.RequireHttpsMetadata = false; // For development alone.";
        yield return "options.ResponseType = OpenIdConnectResponseType.Code;";
        yield return "options.ResponseMode = OpenIdConnectResponseMode.Query;";
        yield return $"options.CallbackPath = {Quoted.InCode(PathOf(facts.WebRedirectUri!))};";
        if (facts.PostLogoutRedirectUri is { } signedOut && PathOf(signedOut) is { Length: > 1 } path)
            yield return $"options.SignedOutCallbackPath = {Quoted.InCode(path)};";
        if (facts.WebRedirectUri!.StartsWith("http:", StringComparison.Ordinal))
        {
            yield return "// Without https a browser keeps no cookie that is for other sites' redirects and forms; for development alone.";
            yield return "options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;";
            yield return "options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;";
        }
        yield return "options.MapInboundClaims = false;";
        yield return "options.SaveTokens = true;";
        yield return "options.Scope.Clear();";
        foreach (var scope in facts.Scope)
            yield return $"options.Scope.Add({Quoted.InCode(scope)});";
        if (facts.AcrValues is { } acrValues)
            yield return $"options.AdditionalAuthorizationParameters.Add(\"acr_values\", {Quoted.InCode(acrValues)});";
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"        {line}\n"));

    // As the framework has paths: decoded.
    private static string PathOf(string uri) => Uri.UnescapeDataString(new Uri(uri).AbsolutePath);
}
