using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Grants;
using Passkeys.IdentityServer.Embedded.Tokens;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>The revocation endpoint (RFC 7009). The hint is not needed: a token is what it is found to be.</summary>
internal sealed class RevocationEndpoint(ClientAuthentication authentication, TokenRevocation revocation)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var (form, unreadable) = await OAuthForm.ReadAsync(http.Request, http.RequestAborted);
        if (form is null)
            return unreadable!.ToResult(http);
        var caller = await authentication.AuthenticateClientAsync(http.Request, form);
        if (caller is ClientAuthenticationOutcome.Refused refused)
            return refused.Error.ToResult(http);
        if (form["token"] is not { } token)
            return OAuthError.Missing("token").ToResult(http);
        var client = ((ClientAuthenticationOutcome.Client)caller).Authenticated;
        await revocation.RevokeAsync(token, new TokenRequest(http, client, form), http.RequestAborted);
        return Results.Ok();
    }
}
