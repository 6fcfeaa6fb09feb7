using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;

namespace DemoPortal.SignIn;

/// <summary>What the portal asks of the provider beyond a sign-in, and whether the answer is what was asked for.</summary>
internal static class SignInRequest
{
    private const string ExpectedPerson = "expected-sub";
    private const string ExpectedAge = "expected-age";

    private static readonly string[] ParameterNames = ["prompt", "max_age", "acr_values", "id_token_hint"];

    /// <summary>Someone signs in, or with <paramref name="create"/> makes an account first; in a pool if one was picked already.</summary>
    public static AuthenticationProperties SignIn(string? pool, bool create, string returnTo)
    {
        var properties = new AuthenticationProperties { RedirectUri = returnTo };
        if (create)
            properties.SetParameter("prompt", "create");
        if (pool is not null)
            properties.SetParameter("acr_values", "tenant:" + pool);
        return properties;
    }

    /// <summary>The person who is signed in shows again, with a passkey, who they are.</summary>
    /// <param name="session">Their session.</param>
    /// <param name="maxAge">How long ago the last time may have been.</param>
    /// <param name="returnTo">Where they go on.</param>
    public static AuthenticationProperties StepUp(AuthenticateResult session, TimeSpan maxAge, string returnTo)
    {
        var seconds = maxAge.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var properties = new AuthenticationProperties { RedirectUri = returnTo };
        properties.SetParameter("max_age", seconds);
        properties.SetParameter("acr_values", "phr");
        properties.SetParameter("id_token_hint", session.Properties!.GetTokenValue("id_token"));
        properties.Items[ExpectedPerson] = session.Principal!.FindFirstValue("sub");
        properties.Items[ExpectedAge] = seconds;
        return properties;
    }

    /// <summary>The parameters of the authorization request.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> ParametersOf(AuthenticationProperties properties) =>
        ParameterNames.Select(name => KeyValuePair.Create(name, properties.GetParameter<string>(name))).Where(parameter => parameter.Value is not null);

    /// <summary>A request only asks: what the provider did about it stands in the id_token.</summary>
    /// <exception cref="AuthenticationFailureException">Another person came back, or the authentication is too old or too weak.</exception>
    public static void EnsureAnswered(AuthenticationProperties properties, JsonElement claims, DateTimeOffset now)
    {
        if (!properties.Items.Remove(ExpectedPerson, out var person) || !properties.Items.Remove(ExpectedAge, out var seconds))
            return;
        if (claims.Text("sub") != person)
            throw new AuthenticationFailureException("Another person came back.");
        if (!RecentAuthentication.IsShownBy(claims.Time("auth_time"), claims.Text("acr"), now, TimeSpan.FromSeconds(int.Parse(seconds!, CultureInfo.InvariantCulture))))
            throw new AuthenticationFailureException("The person was not asked again.");
    }
}
