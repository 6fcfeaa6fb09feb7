using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Tokens;

namespace Passkeys.IdentityServer.Embedded.Grants;

/// <summary>A token for the client itself (RFC 6749 §4.4): no person, no session, no refresh token.</summary>
internal sealed class ClientCredentialsGrant(TimeProvider time) : ITokenGrant
{
    public string Type => GrantTypes.ClientCredentials;

    public Task<TokenOutcome> RedeemAsync(TokenRequest request, CancellationToken ct)
    {
        var (scope, error) = RequestedScope.Read(request.Form, [.. request.Client.Scopes.Where(scope => !ScopeCatalog.NeedsPerson(scope))]);
        return Task.FromResult<TokenOutcome>(error is not null
            ? new TokenOutcome.Refused(error)
            : new TokenOutcome.Granted(new TokenDraft { Client = request.Client, Scope = scope, IssuedAt = time.GetUtcNow() }));
    }
}
