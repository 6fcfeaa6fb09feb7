using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Finds out which back end calls, by the access token of its client credentials; or answers why none does.</summary>
internal sealed class CurrentClient(IAccessTokenReader tokens, IEngineClients clients)
{
    /// <summary>The client, which serves the pool and acts for itself.</summary>
    public async Task<(EngineClient? Client, IResult? Problem)> FindAsync(HttpContext http, Pool pool)
    {
        if (BearerChallenge.TokenOf(http.Request) is not { } bearer)
            return (null, BearerChallenge.Missing(http, $"An access token with scope {ExtensionScopes.Backend}, of client credentials, is required."));
        if (await tokens.ReadAsync(bearer, http.RequestAborted) is not { } token)
            return (null, BearerChallenge.InvalidToken(http));
        // A person who got hold of the scope is no back end: what a back end may do is more than anyone may do for themselves.
        if (token.Subject is not null || !token.Scope.Contains(ExtensionScopes.Backend))
            return (null, BearerChallenge.InsufficientScope(http, ExtensionScopes.Backend, $"An access token of a client's own, with scope {ExtensionScopes.Backend}, is required."));
        return await clients.FindAsync(token.ClientId, http.RequestAborted) is { } client && client.Pools.Contains(pool.Id)
            ? (client, null)
            : (null, Problem.Of(StatusCodes.Status403Forbidden, "wrong_pool", "The client does not serve this pool."));
    }
}
