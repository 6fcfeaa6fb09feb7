using System.Text.Json;

namespace Passkeys.Client.Providers;

/// <summary>JWTs of a provider: their type, their signature and who issued them. Whom they are for and how long is the caller's to ask.</summary>
internal static class SignedTokens
{
    /// <summary>The claims, or null when the provider did not sign it as one of these types.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="token">The JWT.</param>
    /// <param name="type">Its <c>typ</c> (RFC 8725 §3.11), also with <c>application/</c> before it (RFC 7515 §4.1.9).</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ProviderUnavailableException">The keys cannot be read.</exception>
    public static async ValueTask<JsonElement?> ReadAsync(Provider provider, string token, string type, CancellationToken ct)
    {
        if (CompactJws.Read(token) is not { } jws || !IsOfType(jws, type) || jws.HeaderText("kid") is not { } id)
            return null;
        if (await provider.FindKeyAsync(id, ct) is not { } key || jws.HeaderText("alg") != key.Algorithm || !key.Verifies(jws.SignedPart, jws.Signature))
            return null;
        return TokenClaims.Text(jws.Claims, "iss") == provider.Issuer ? jws.Claims : null;
    }

    private static bool IsOfType(CompactJws jws, string type) =>
        jws.HeaderText("typ") is { } typ && (typ.Equals(type, StringComparison.OrdinalIgnoreCase) || typ.Equals("application/" + type, StringComparison.OrdinalIgnoreCase));
}
