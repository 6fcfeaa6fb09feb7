using System.Globalization;
using Duende.IdentityServer.Validation;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>Reads access tokens for the extension's own API, as Duende validates them: <see cref="PasskeyProfile"/> has its say.</summary>
internal sealed class DuendeTokenReader(ITokenValidator validator) : IAccessTokenReader
{
    public async Task<AccessToken?> ReadAsync(string token, CancellationToken ct)
    {
        if (await validator.ValidateAccessTokenAsync(token) is not { IsError: false, Claims: { } claims })
            return null;
        // RFC 9449 §7.1, RFC 8705 §3: a token that is bound to a key is no bearer token, and this API asks for no proof of a key.
        if (claims.Any(claim => claim.Type == "cnf"))
            return null;
        var all = claims.ToLookup(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);
        return all["client_id"].FirstOrDefault() is not { } clientId ? null : new AccessToken
        {
            ClientId = clientId,
            Scope = [.. all["scope"]],
            Subject = all["sub"].FirstOrDefault(),
            Pool = PoolId.TryParse(all["pool"].FirstOrDefault(), out var pool) ? pool : null,
            SessionId = all["sid"].FirstOrDefault(),
            Amr = [.. all["amr"]],
            AuthenticatedAt = all["auth_time"].FirstOrDefault() is { } seconds
                ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, NumberStyles.None, CultureInfo.InvariantCulture))
                : null,
        };
    }
}
