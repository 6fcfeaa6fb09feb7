using System.Globalization;
using System.Text.Json;
using DemoPortal.SignIn;
using Microsoft.AspNetCore.Authentication;

namespace DemoPortal.Sessions;

/// <summary>The tokens that a session keeps, under the names the framework gives them.</summary>
internal static class SessionTokens
{
    /// <summary>Takes over what a refresh gave; what it did not give stays.</summary>
    public static void Take(this AuthenticationProperties properties, JsonElement refreshed, DateTimeOffset now)
    {
        var tokens = properties.GetTokens().ToDictionary(token => token.Name, token => token.Value);
        foreach (var name in new[] { "access_token", "refresh_token", "id_token" })
            tokens[name] = refreshed.Text(name) ?? tokens.GetValueOrDefault(name, "");
        if (refreshed.TryGetProperty("expires_in", out var seconds))
            tokens["expires_at"] = now.AddSeconds(seconds.GetInt32()).ToString("o", CultureInfo.InvariantCulture);
        properties.StoreTokens(tokens.Select(token => new AuthenticationToken { Name = token.Key, Value = token.Value }));
    }

    /// <summary>Until when the access token is good.</summary>
    public static DateTimeOffset? AccessTokenEnd(this AuthenticationProperties properties) =>
        DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) ? end : null;
}
