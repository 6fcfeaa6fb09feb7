using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>What an id_token that comes back as a hint says.</summary>
internal sealed record IdentityTokenHint(string ClientId, string Subject, string SessionId, PoolId? Pool);

/// <summary>Reads id_tokens that come back to the one who issued them.</summary>
internal sealed class IdentityTokenHints(SigningKeyRing ring, ClientDirectory clients, Issuer issuer)
{
    // An id_token of ours is far shorter.
    private const int MaxLength = 8 * 1024;

    /// <summary>What it says, if we issued it to a client of ours. It may have expired: it says who was meant, and allows nothing (OpenID Connect RP-Initiated Logout 1.0 §2).</summary>
    public async Task<IdentityTokenHint?> ReadAsync(string token, CancellationToken ct)
    {
        if (token.Length > MaxLength
            || await JsonWebSignature.ReadAsync(token, TokenResponses.IdentityTokenType, ring, ct) is not { } claims
            || Text(claims, "iss") != issuer.Current)
        {
            return null;
        }

        return (Text(claims, "aud"), Text(claims, "sub"), Text(claims, "sid")) is ({ } client, { } subject, { } session) && await clients.SeekAsync(client, ct) is not null
            ? new IdentityTokenHint(client, subject, session, PoolId.TryParse(Text(claims, "pool"), out var pool) ? pool : null)
            : null;
    }

    private static string? Text(JsonObject claims, string name) => CompactJws.TextOf(claims[name]);
}
