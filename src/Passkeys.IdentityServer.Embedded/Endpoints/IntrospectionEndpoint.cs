using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Tokens;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>The introspection endpoint (RFC 7662): an API sees the tokens meant for it, a client its own, and both learn nothing of any other.</summary>
internal sealed class IntrospectionEndpoint(
    ClientAuthentication authentication, LivingTokens livingTokens, RefreshTokens refreshTokens, Issuer issuer, TimeProvider time)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var (form, unreadable) = await OAuthForm.ReadAsync(http.Request, http.RequestAborted);
        if (form is null)
            return unreadable!.ToResult(http);
        var caller = await authentication.AuthenticateIntrospectorAsync(http.Request, form);
        if (caller is ClientAuthenticationOutcome.Refused refused)
            return refused.Error.ToResult(http);
        if (form["token"] is not { } token)
            return OAuthError.Missing("token").ToResult(http);
        var answer = await DescribeAsync(caller, token, http.RequestAborted) ?? new JsonObject { ["active"] = false };
        return Results.Json(answer, ProviderJson.Options);
    }

    private async Task<JsonObject?> DescribeAsync(ClientAuthenticationOutcome caller, string token, CancellationToken ct)
    {
        if (await livingTokens.FindAsync(token, ct) is { } living)
            return MaySee(caller, living) ? Describe(living) : null;
        return caller is ClientAuthenticationOutcome.Client client ? await DescribeRefreshTokenAsync(client.Authenticated.ClientId, token, ct) : null;
    }

    private static bool MaySee(ClientAuthenticationOutcome caller, LivingToken token) => caller switch
    {
        ClientAuthenticationOutcome.Api api => token.Audiences.Contains(api.Resource.Name),
        ClientAuthenticationOutcome.Client client => token.ClientId == client.Authenticated.ClientId,
        _ => false,
    };

    private static JsonObject Describe(LivingToken token)
    {
        var answer = token.Claims.DeepClone().AsObject();
        answer["active"] = true;
        answer["token_type"] = "Bearer";
        return answer;
    }

    private async Task<JsonObject?> DescribeRefreshTokenAsync(string clientId, string token, CancellationToken ct)
    {
        var found = await refreshTokens.FindAsync(token, ct);
        if (found is null || found.IsSpent || !found.Lives(time.GetUtcNow()) || found.Standing.Family.ClientId != clientId)
            return null;
        return new JsonObject
        {
            ["active"] = true,
            ["iss"] = issuer.Current,
            ["client_id"] = clientId,
            ["sub"] = found.Standing.Family.UserId,
            ["scope"] = found.Token.Scope,
            ["iat"] = found.Token.IssuedAt.ToUnixTimeSeconds(),
            ["exp"] = found.Token.ExpiresAt.ToUnixTimeSeconds(),
        };
    }
}
