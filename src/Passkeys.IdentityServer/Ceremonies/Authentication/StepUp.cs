using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>A sign-in that an application's authorization request wants stronger than the pool's own: the authenticator verifies its user, whatever the pool's policy.</summary>
/// <param name="Subject">The only person who may answer, or null for anyone.</param>
internal sealed record StepUp(string? Subject)
{
    /// <summary>What a request demands; null where there is no request, or one that any sign-in satisfies.</summary>
    public static StepUp? Of(AuthorizationContext? request) =>
        request is { Subject: not null } or { RequiresUserVerification: true } ? new StepUp(request.Subject) : null;
}
