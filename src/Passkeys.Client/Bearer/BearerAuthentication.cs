using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.Client.WebSockets;

namespace Passkeys.Client.Bearer;

/// <summary>Authenticates a request: reads what it brings, checks where a WebSocket comes from, checks the token.</summary>
internal sealed class BearerAuthentication(AccessTokens tokens, TicketBooth tickets, IOptions<PasskeysBearerOptions> options, ClientMetrics metrics)
{
    /// <summary>What the request's token is worth; null when it brings none.</summary>
    public async Task<TokenOutcome?> AuthenticateAsync(HttpContext http)
    {
        var presented = PresentedToken.Read(http);
        if (presented is PresentedToken.Nothing)
            return null;
        if (WebSocketRequests.IsWebSocket(http) && !WebSocketRequests.MayComeFrom(http.Request, options.Value.WebSocketOrigins))
            return new TokenOutcome.Refused(UnauthorizedReason.OriginNotAllowed);
        return presented switch
        {
            PresentedToken.AccessToken { Value: var token } => await CheckAsync(http, token),
            PresentedToken.Ticket { Value: var ticket } => await RedeemAsync(http, ticket),
            _ => new TokenOutcome.Refused(UnauthorizedReason.InvalidRequest),
        };
    }

    private async Task<TokenOutcome> RedeemAsync(HttpContext http, string ticket) =>
        await tickets.RedeemAsync(ticket, http.Request.PathBase + http.Request.Path, http.RequestAborted) is { } token
            ? await CheckAsync(http, token)
            : new TokenOutcome.Refused(UnauthorizedReason.InvalidTicket);

    private async Task<TokenOutcome> CheckAsync(HttpContext http, string token)
    {
        var outcome = await tokens.CheckAsync(token, http.RequestAborted);
        if (outcome is TokenOutcome.Accepted accepted)
        {
            metrics.Accepted();
            http.Features.Set(new BearerFeature(token, accepted.Principal, accepted.ExpiresAt));
        }

        return outcome;
    }
}
