using Microsoft.AspNetCore.WebUtilities;

namespace Passkeys.DuendeTests.Browsing;

/// <summary>Where the authorization endpoint sent a browser.</summary>
/// <param name="Address">The address.</param>
/// <param name="AsksToSignIn">Whether it is the host's sign-in page.</param>
/// <param name="ReturnUrl">Where that page goes on to.</param>
public sealed record AuthorizationAnswer(Uri Address, bool AsksToSignIn, string? ReturnUrl)
{
    /// <summary>The code that came.</summary>
    public string Code => QueryOf(Address).TryGetValue("code", out var code) ? code! : throw new InvalidOperationException($"There is no code: {Address}");

    public static AuthorizationAnswer Of(Uri address)
    {
        var asks = string.Equals(address.AbsolutePath, AccountEndpoints.SignIn, StringComparison.OrdinalIgnoreCase);
        return new AuthorizationAnswer(address, asks, asks ? QueryOf(address)["ReturnUrl"] : null);
    }

    private static Dictionary<string, string?> QueryOf(Uri address) =>
        QueryHelpers.ParseQuery(address.Query).ToDictionary(parameter => parameter.Key, parameter => (string?)parameter.Value, StringComparer.OrdinalIgnoreCase);
}
