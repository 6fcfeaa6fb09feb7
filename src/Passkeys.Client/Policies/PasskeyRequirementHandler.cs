using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;

namespace Passkeys.Client.Policies;

/// <summary>Looks whether a token says what a <see cref="PasskeyRequirement"/> asks for, and leaves behind what is missing, for the challenge.</summary>
internal sealed class PasskeyRequirementHandler(TimeProvider time, IOptions<PasskeysBearerOptions> options) : AuthorizationHandler<PasskeyRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PasskeyRequirement requirement)
    {
        if (context.User.Identity is not { IsAuthenticated: true })
            return Task.CompletedTask;
        if (Missing(BearerIdentity.Of(context.User), requirement) is not { } missing)
            context.Succeed(requirement);
        else if (context.Resource is HttpContext http)
            http.Features.Set(new Unmet(requirement, missing));
        return Task.CompletedTask;
    }

    private UnauthorizedReason? Missing(BearerIdentity identity, PasskeyRequirement requirement)
    {
        if (requirement.Scope.Except(identity.Scope).Any())
            return UnauthorizedReason.InsufficientScope;
        return identity.Subject is not null && requirement.IsMetBy(identity.Acr) && IsRecent(identity.AuthenticatedAt, requirement.MaximumAge)
            ? null
            : UnauthorizedReason.InsufficientAuthentication;
    }

    // A time to come is a mistake, or worse; the clocks may differ a little.
    private bool IsRecent(DateTimeOffset? authenticatedAt, TimeSpan? maximumAge) =>
        maximumAge is not { } age || (authenticatedAt is { } at && time.GetUtcNow() - at <= age && at - time.GetUtcNow() <= options.Value.ClockSkew);
}
