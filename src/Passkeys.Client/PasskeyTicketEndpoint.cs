using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.Client.Bearer;
using Passkeys.Client.WebSockets;

namespace Passkeys.Client;

/// <summary>Tickets with which a page opens a WebSocket.</summary>
public static class PasskeyTicketEndpoint
{
    /// <summary>
    /// Maps <c>POST</c> with a bearer token and <c>{"path": "/the/websocket"}</c>: 200 <c>{"ticket": "...", "expiresIn": 30}</c>. The page then opens
    /// <c>new WebSocket(address, ['passkeys', 'ticket.' + ticket])</c>, or adds <c>?ticket=</c> to the address. A ticket works once, on that path, as long as the token lives.
    /// What the endpoint there demands of the token is asked when it is opened.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="pattern">Where.</param>
    /// <returns>The endpoint.</returns>
    public static RouteHandlerBuilder MapPasskeyTickets(this IEndpointRouteBuilder endpoints, string pattern) =>
        endpoints.MapPost(pattern, (Delegate)IssueAsync)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(PasskeysClientDefaults.AuthenticationScheme).RequireAuthenticatedUser());

    private static async Task<IResult> IssueAsync(HttpContext http, TicketRequest request, TicketBooth booth)
    {
        if (request.Path is not ['/', ..] path || path.StartsWith("//", StringComparison.Ordinal) || path.AsSpan().IndexOfAny('?', '#', '\\') >= 0)
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "path must be the path of the WebSocket, beginning with one slash.", extensions: [new("code", "invalid_request")]);
        http.Response.Headers.CacheControl = "no-store";
        var token = http.Features.Get<BearerFeature>()!.AccessToken;
        return Results.Ok(new TicketAnswer(await booth.IssueAsync(token, path, http.RequestAborted), (int)booth.Lifetime.TotalSeconds));
    }

    internal sealed record TicketRequest(string? Path);

    internal sealed record TicketAnswer(string Ticket, int ExpiresIn);
}
