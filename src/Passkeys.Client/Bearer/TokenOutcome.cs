using System.Security.Claims;

namespace Passkeys.Client.Bearer;

/// <summary>What an access token is worth here.</summary>
internal abstract record TokenOutcome
{
    internal sealed record Accepted(ClaimsPrincipal Principal, DateTimeOffset ExpiresAt) : TokenOutcome;

    internal sealed record Refused(UnauthorizedReason Why) : TokenOutcome;
}
