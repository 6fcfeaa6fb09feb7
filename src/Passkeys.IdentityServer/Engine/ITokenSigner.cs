using System.Text.Json.Nodes;

namespace Passkeys.IdentityServer.Engine;

/// <summary>Signs JWTs (RFC 7519) with the engine's current key, so that they verify against its JWKS.</summary>
public interface ITokenSigner
{
    /// <summary>Signs a payload as it is; <c>iss</c> is added. <paramref name="type"/> becomes the <c>typ</c> header (RFC 8725 §3.11).</summary>
    Task<string> SignAsync(string type, JsonObject payload, CancellationToken ct);

    /// <summary>
    /// Reads what was signed by <see cref="SignAsync"/> as this <paramref name="type"/>: the payload, or null when it is malformed, of another type or issuer, or
    /// signed by no key of ours. Whether it has expired, and whom it is for, is the caller's to judge.
    /// </summary>
    Task<JsonObject?> ReadAsync(string type, string token, CancellationToken ct);
}
