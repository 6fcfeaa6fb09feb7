using System.Security.Claims;
using System.Text.Json;

namespace Passkeys.Client.Bearer;

/// <summary>Makes the principal of a token's claims, the same whether they came in a JWT or from introspection.</summary>
internal static class TokenPrincipal
{
    // What an introspection says of the token and not of anybody (RFC 7662 §2.2).
    private static readonly string[] OfTheAnswer = ["active", "token_type"];

    public static ClaimsPrincipal Of(JsonElement claims)
    {
        var identity = new ClaimsIdentity(PasskeysClientDefaults.AuthenticationScheme, "sub", roleType: "role");
        foreach (var member in claims.EnumerateObject().Where(member => !OfTheAnswer.Contains(member.Name)))
            identity.AddClaims(ClaimsOf(member.Name, member.Value));
        return new ClaimsPrincipal(identity);
    }

    private static IEnumerable<Claim> ClaimsOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => ClaimsOf(name, item)),
        // RFC 9068 §2.2.3 has one string with spaces; some providers send an array.
        JsonValueKind.String when name == "scope" => value.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => new Claim(name, scope)),
        JsonValueKind.String => [new Claim(name, value.GetString()!)],
        JsonValueKind.Number => [new Claim(name, value.GetRawText(), ClaimValueTypes.Integer64)],
        JsonValueKind.True or JsonValueKind.False => [new Claim(name, value.GetRawText(), ClaimValueTypes.Boolean)],
        JsonValueKind.Object => [new Claim(name, value.GetRawText(), "json")],
        _ => [],
    };
}
