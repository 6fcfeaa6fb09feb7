using System.Globalization;
using Microsoft.AspNetCore.Http;
using Passkeys.Client.Policies;

namespace Passkeys.Client.Bearer;

/// <summary>How a refusal looks from outside: RFC 6750 §3, and RFC 9470 §3 where authenticating again would help.</summary>
internal sealed record Refusal(int Status, string Code, string Title, string? Challenge)
{
    public static Refusal Of(UnauthorizedReason reason, PasskeyRequirement? unmet) => reason switch
    {
        // §3.1: a request without a token learns no more than that it needs one.
        UnauthorizedReason.NoToken => new(StatusCodes.Status401Unauthorized, "unauthorized", "An access token is needed.", "Bearer"),
        UnauthorizedReason.InvalidRequest => With(StatusCodes.Status400BadRequest, "invalid_request", "One token, in the Authorization header."),
        UnauthorizedReason.Expired => With(StatusCodes.Status401Unauthorized, "invalid_token", "The access token has expired."),
        UnauthorizedReason.Ended => With(StatusCodes.Status401Unauthorized, "invalid_token", "The access token has ended."),
        UnauthorizedReason.InvalidTicket => With(StatusCodes.Status401Unauthorized, "invalid_token", "The ticket is not good here."),
        UnauthorizedReason.InsufficientScope => With(StatusCodes.Status403Forbidden, "insufficient_scope", "The access token lacks a scope.", Scope(unmet)),
        UnauthorizedReason.InsufficientAuthentication =>
            With(StatusCodes.Status401Unauthorized, "insufficient_user_authentication", "The person has to authenticate with a passkey, again or better.", StepUp(unmet)),
        UnauthorizedReason.OriginNotAllowed => new(StatusCodes.Status403Forbidden, "origin_not_allowed", "Pages of this origin may not open a WebSocket here.", null),
        UnauthorizedReason.Forbidden => new(StatusCodes.Status403Forbidden, "forbidden", "Not allowed.", null),
        UnauthorizedReason.ProviderUnavailable => new(StatusCodes.Status503ServiceUnavailable, "provider_unavailable", "The access token cannot be checked now.", null),
        _ => With(StatusCodes.Status401Unauthorized, "invalid_token", "The access token is not good here."),
    };

    private static Refusal With(int status, string error, string description, string more = "") =>
        new(status, error, description, $"Bearer error=\"{error}\", error_description=\"{description}\"{more}");

    private static string Scope(PasskeyRequirement? unmet) => unmet is { Scope.Count: > 0 } ? $", scope=\"{string.Join(' ', unmet.Scope)}\"" : "";

    private static string StepUp(PasskeyRequirement? unmet)
    {
        if (unmet is null)
            return "";
        var acr = $", acr_values=\"{string.Join(' ', unmet.Acr)}\"";
        return unmet.MaximumAge is { } age ? acr + ", max_age=" + ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture) : acr;
    }
}
