using Microsoft.AspNetCore.Http;

namespace Passkeys.Client.Bearer;

/// <summary>A request that is being refused.</summary>
/// <param name="Http">The request and its answer. The token is in its headers: do not log them.</param>
/// <param name="Reason">Why.</param>
/// <param name="Status">The status code of the answer.</param>
/// <param name="IsWebSocket">Whether it would have opened a WebSocket.</param>
/// <param name="Endpoint">The display name of the endpoint, or null when none was chosen.</param>
/// <param name="Subject">Whose token it was (<c>sub</c>), where the token was good and something else was missing; else null.</param>
public sealed record UnauthorizedRequest(HttpContext Http, UnauthorizedReason Reason, int Status, bool IsWebSocket, string? Endpoint, string? Subject);
