using Duende.IdentityServer.Validation;

namespace Passkeys.IdentityServer.Duende.Answers;

/// <summary>Takes pushed requests of the client that authenticated, and of no other (RFC 9126 §2.1). Duende looks at <c>client_id</c> by itself.</summary>
internal sealed class OwnRequests(IPushedAuthorizationRequestValidator others) : IPushedAuthorizationRequestValidator
{
    public async Task<PushedAuthorizationValidationResult> ValidateAsync(PushedAuthorizationRequestValidationContext context) =>
        context.RequestParameters["client_id"] is { } named && named != context.Client.ClientId
            ? new PushedAuthorizationValidationResult("invalid_request", "The parameter client_id is not the client that authenticated.")
            : await others.ValidateAsync(context);
}
