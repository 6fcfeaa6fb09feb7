using System.Globalization;
using System.Security.Claims;

namespace Passkeys.Client.Bearer;

/// <summary>What an access token says of its person, as types.</summary>
/// <param name="Subject">The person (<c>sub</c>), or null for a client's own token.</param>
/// <param name="ClientId">The client that the token was issued to.</param>
/// <param name="Pool">The identity pool of the person, or null.</param>
/// <param name="SessionId">The session it stands on (<c>sid</c>), or null.</param>
/// <param name="AuthenticatedAt">When the person was authenticated (<c>auth_time</c>), or null.</param>
/// <param name="Acr">How strong that was: <c>phr</c> cannot be phished, <c>phrh</c> is in hardware besides; or null.</param>
/// <param name="Amr">By which methods (RFC 8176).</param>
/// <param name="Scope">What the token is good for.</param>
public sealed record BearerIdentity(
    string? Subject,
    string? ClientId,
    string? Pool,
    string? SessionId,
    DateTimeOffset? AuthenticatedAt,
    string? Acr,
    IReadOnlyList<string> Amr,
    IReadOnlyList<string> Scope)
{
    /// <summary>Reads the principal of a request that <c>AddPasskeysBearer</c> authenticated.</summary>
    /// <param name="principal">The principal.</param>
    /// <returns>What its claims say; a claim that is missing or unreadable is null or empty.</returns>
    public static BearerIdentity Of(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return new BearerIdentity(
            principal.FindFirstValue("sub"),
            principal.FindFirstValue("client_id"),
            principal.FindFirstValue("pool"),
            principal.FindFirstValue("sid"),
            TimeOf(principal.FindFirstValue("auth_time")),
            principal.FindFirstValue("acr"),
            [.. principal.FindAll("amr").Select(claim => claim.Value)],
            [.. principal.FindAll("scope").Select(claim => claim.Value)]);
    }

    private static DateTimeOffset? TimeOf(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(value)
            : null;
}
