using System.Security.Claims;

namespace Passkeys.Client.Bearer;

/// <summary>The token that authenticated a request, for what has to look at it again. It lives as long as the request.</summary>
internal sealed record BearerFeature(string AccessToken, ClaimsPrincipal Principal, DateTimeOffset ExpiresAt);
