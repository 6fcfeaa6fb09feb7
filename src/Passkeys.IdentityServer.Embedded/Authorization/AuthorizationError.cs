using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>Why a request is refused: a code of the specifications, and what a developer should know.</summary>
internal sealed record AuthorizationError(string Code, string Description)
{
    public static AuthorizationError InvalidRequest(string description) => new("invalid_request", description);

    public static AuthorizationError UnmetRequirements { get; } =
        new("unmet_authentication_requirements", "The person cannot be authenticated in the way that acr_values asks for.");

    public static AuthorizationError LoginRequired { get; } = new("login_required", "The person has to sign in.");

    public static AuthorizationError InteractionRequired { get; } = new("interaction_required", "The person has to authenticate in another way.");

    public static AuthorizationError ConsentRequired { get; } = new("consent_required", "The person has to consent.");

    public static AuthorizationError AccessDenied { get; } = new("access_denied", "The person declined.");

    public static AuthorizationError TooLong { get; } = InvalidRequest("The request is too long to be carried from page to page.");

    public static AuthorizationError UnusableRequestUri { get; } = new("invalid_request_uri", "The request_uri is unknown, was used before, or has expired.");

    public static AuthorizationError Expired { get; } = new(EngineError.RequestExpired, "The request was begun more than an hour ago.");

    public static AuthorizationError OfDenial(string code) => code == UnmetRequirements.Code ? UnmetRequirements : AccessDenied;
}
