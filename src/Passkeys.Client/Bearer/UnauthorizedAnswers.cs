using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.Client.Policies;
using Passkeys.Client.WebSockets;

namespace Passkeys.Client.Bearer;

/// <summary>Answers a refused request: status, challenge, whoever wants to know, and problem details where nobody else wrote a body.</summary>
internal sealed partial class UnauthorizedAnswers(
    IOptions<PasskeysBearerOptions> options, IEnumerable<IUnauthorizedObserver> observers, ClientMetrics metrics, ILogger<UnauthorizedAnswers> logger)
{
    public async Task WriteAsync(HttpContext http, UnauthorizedReason reason)
    {
        var refusal = Refusal.Of(reason, Unmet.In(http)?.Requirement);
        http.Response.StatusCode = refusal.Status;
        if (refusal.Challenge is { } challenge)
            http.Response.Headers.WWWAuthenticate = challenge;
        if (reason == UnauthorizedReason.ProviderUnavailable)
            http.Response.Headers.RetryAfter = "5";
        http.Response.Headers.CacheControl = "no-store";
        await TellAsync(http, reason, refusal.Status);
        if (!http.Response.HasStarted && http.Response.ContentLength is null)
            await Results.Problem(statusCode: refusal.Status, title: refusal.Title, extensions: [new("code", refusal.Code)]).ExecuteAsync(http);
    }

    private async Task TellAsync(HttpContext http, UnauthorizedReason reason, int status)
    {
        metrics.Refused(reason.ToString());
        var request = new UnauthorizedRequest(
            http, reason, status, WebSocketRequests.IsWebSocket(http), http.GetEndpoint()?.DisplayName, http.Features.Get<BearerFeature>()?.Principal.FindFirst("sub")?.Value);
        LogRefused(request.Endpoint, reason, request.IsWebSocket);
        if (options.Value.OnUnauthorized is { } told)
            await told(request, http.RequestAborted);
        foreach (var observer in observers)
            await observer.OnUnauthorizedAsync(request, http.RequestAborted);
    }

    [LoggerMessage(7100, LogLevel.Information, "Request refused at {Endpoint}: {Reason} (WebSocket: {IsWebSocket})")]
    private partial void LogRefused(string? endpoint, UnauthorizedReason reason, bool isWebSocket);
}
