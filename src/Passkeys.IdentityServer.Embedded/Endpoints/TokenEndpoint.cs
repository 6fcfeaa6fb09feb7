using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Grants;
using Passkeys.IdentityServer.Embedded.Tokens;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>The token endpoint (RFC 6749 §3.2).</summary>
internal sealed class TokenEndpoint(
    ClientAuthentication authentication, IEnumerable<ITokenGrant> grants, TokenResponses responses, TokenMetrics metrics)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var (form, unreadable) = await OAuthForm.ReadAsync(http.Request, http.RequestAborted);
        if (form is null)
            return unreadable!.ToResult(http);
        return await authentication.AuthenticateClientAsync(http.Request, form) switch
        {
            ClientAuthenticationOutcome.Client client => await HandleAsync(new TokenRequest(http, client.Authenticated, form)),
            ClientAuthenticationOutcome.Refused refused => Refuse(http, refused.Error, grantType: null),
            _ => throw new InvalidOperationException("Only clients authenticate at the token endpoint."),
        };
    }

    private async Task<IResult> HandleAsync(TokenRequest request)
    {
        var type = request.Form["grant_type"];
        var grant = grants.FirstOrDefault(grant => grant.Type == type);
        if (Check(request.Client, type, grant) is { } error)
            return Refuse(request.Http, error, grant?.Type);
        return await grant!.RedeemAsync(request, request.Http.RequestAborted) switch
        {
            TokenOutcome.Granted granted => await IssueAsync(request, grant.Type, granted.Draft),
            TokenOutcome.Refused refused => Refuse(request.Http, refused.Error, grant.Type),
            _ => throw new InvalidOperationException("A grant gives tokens or refuses them."),
        };
    }

    private static OAuthError? Check(Client client, string? type, ITokenGrant? grant) => (type, grant) switch
    {
        (null, _) => OAuthError.Missing("grant_type"),
        (_, null) => new OAuthError("unsupported_grant_type", "This grant type does not exist here."),
        _ when !client.GrantTypes.Contains(type) => new OAuthError("unauthorized_client", "The client may not use this grant type."),
        _ => null,
    };

    private async Task<IResult> IssueAsync(TokenRequest request, string grantType, TokenDraft draft)
    {
        var response = await responses.CreateAsync(draft, request.Http.RequestAborted);
        metrics.Issued(grantType, draft.Family?.Pool);
        return Results.Json(response, ProviderJson.Options);
    }

    private IResult Refuse(HttpContext http, OAuthError error, string? grantType)
    {
        metrics.Refused(grantType, error.Code);
        return error.ToResult(http);
    }
}
