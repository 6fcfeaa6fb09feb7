using Duende.IdentityServer.Validation;

namespace Passkeys.IdentityServer.Duende.Authorization;

/// <summary>Reads <c>id_token_hint</c> (OpenID Connect Core 1.0 §3.1.2.1): an id_token of this issuer for this client, expired or not.</summary>
internal sealed class IdentityTokenHints(ITokenValidator validator)
{
    /// <summary>The person, or null when the hint is none.</summary>
    public async Task<string?> ReadSubjectAsync(string hint, string clientId) =>
        await validator.ValidateIdentityTokenAsync(hint, clientId, validateLifetime: false) is { IsError: false, Claims: { } claims }
            ? claims.FirstOrDefault(claim => claim.Type == "sub")?.Value
            : null;
}
