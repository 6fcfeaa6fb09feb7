using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Reads access tokens for the extension's own API.</summary>
internal sealed class AccessTokenReader(LivingTokens tokens) : IAccessTokenReader
{
    public async Task<AccessToken?> ReadAsync(string token, CancellationToken ct) =>
        await tokens.FindAsync(token, ct) is { } living ? Describe(living) : null;

    private static AccessToken Describe(LivingToken token) => new()
    {
        ClientId = token.ClientId,
        Scope = token.Scope,
        Subject = token.Standing?.User?.Id,
        Pool = token.Standing?.Family.Pool,
        SessionId = token.Standing?.Session?.Id,
        AuthenticatedAt = token.Standing?.Family.AuthenticatedAt,
        Amr = token.Standing?.Family.Amr.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
    };
}
