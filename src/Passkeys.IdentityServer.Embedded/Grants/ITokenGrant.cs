using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.Embedded.Tokens;

namespace Passkeys.IdentityServer.Embedded.Grants;

/// <summary>A grant type at the token endpoint. The client is authenticated and may use the type.</summary>
internal interface ITokenGrant
{
    string Type { get; }

    Task<TokenOutcome> RedeemAsync(TokenRequest request, CancellationToken ct);
}

/// <summary>A request for tokens.</summary>
internal sealed record TokenRequest(HttpContext Http, Client Client, OAuthForm Form)
{
    public string? IpAddress => Http.Connection.RemoteIpAddress?.ToString();
}

/// <summary>What became of it.</summary>
internal abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    public sealed record Granted(TokenDraft Draft) : TokenOutcome;

    public sealed record Refused(OAuthError Error) : TokenOutcome;
}
