using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DemoPortal.SignIn;

/// <summary>Reads the tokens that the provider signs for this client. Whatever is wrong with one throws <see cref="AuthenticationFailureException"/>.</summary>
internal sealed class ProviderTokens(SigningKeys keys, IOptions<PortalOptions> options, TimeProvider time)
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    /// <summary>The claims of an id_token (OpenID Connect Core 1.0 §3.1.3.7).</summary>
    /// <param name="token">The token.</param>
    /// <param name="nonce">What the authorization request had; null for a token that a refresh gave.</param>
    /// <param name="ct">Ends the reading of keys.</param>
    public async Task<JsonElement> ReadIdTokenAsync(string token, string? nonce, CancellationToken ct)
    {
        var (_, claims) = await ReadAsync(token, ct);
        Require(nonce is null || claims.Text("nonce") == nonce, "Its nonce is not the one that was sent.");
        Require(claims.Text("sub") is not null, "It is about nobody.");
        return claims;
    }

    /// <summary>The claims of a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6).</summary>
    public async Task<JsonElement> ReadLogoutTokenAsync(string token, CancellationToken ct)
    {
        var (type, claims) = await ReadAsync(token, ct);
        // §2.4 and RFC 8725 §3.11: no other kind of token may pass for one.
        Require(type == "logout+jwt", "It is not a logout token.");
        Require(claims.Text("sub") is not null || claims.Text("sid") is not null, "It says nobody.");
        Require(claims.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Object
            && events.TryGetProperty(LogoutEvent, out var logout) && logout.ValueKind == JsonValueKind.Object, "It is no event of a logout.");
        Require(!claims.TryGetProperty("nonce", out _), "It has a nonce.");
        return claims;
    }

    // Signature, issuer, audience, times: the same for both.
    private async Task<(string? Type, JsonElement Claims)> ReadAsync(string token, CancellationToken ct)
    {
        var parts = token.Split('.');
        Require(parts.Length == 3, "It is no signed token.");
        var header = Decode(parts[0]);
        Require(header.Text("alg") == "ES256", "It is signed in another way.");
        Require(await IsSignedAsync(header.Text("kid"), parts, ct), "The signature is wrong.");
        var claims = Decode(parts[1]);
        Require(claims.Text("iss") == options.Value.Authority, "It comes from another issuer.");
        Require(IsForThisClient(claims), "It is for another client.");
        var now = time.GetUtcNow();
        Require(claims.Time("exp") is { } end && now < end + Leeway, "It has expired.");
        Require(claims.Time("iat") is { } start && start <= now + Leeway, "It is from the future.");
        return (header.Text("typ"), claims);
    }

    private async Task<bool> IsSignedAsync(string? keyId, string[] parts, CancellationToken ct)
    {
        if (keyId is null || await keys.FindAsync(keyId, ct) is not { } key || !Base64Url.IsValid(parts[2]))
            return false;
        using var verifier = ECDsa.Create(key);
        return verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256);
    }

    // Several audiences would need an azp and trust in the others; this provider names one.
    private bool IsForThisClient(JsonElement claims) => claims.TryGetProperty("aud", out var audience) && audience.ValueKind switch
    {
        JsonValueKind.String => audience.GetString() == options.Value.ClientId,
        JsonValueKind.Array => audience.GetArrayLength() == 1 && audience[0].ValueEquals(options.Value.ClientId),
        _ => false,
    };

    private static JsonElement Decode(string part)
    {
        try
        {
            var decoded = JsonElement.Parse(Base64Url.DecodeFromChars(part));
            return decoded.ValueKind == JsonValueKind.Object ? decoded : throw new AuthenticationFailureException("It is no JSON object.");
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            throw new AuthenticationFailureException("It cannot be read.", unreadable);
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new AuthenticationFailureException(otherwise);
    }
}
