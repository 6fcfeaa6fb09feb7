using Duende.IdentityServer.Validation;

namespace Passkeys.IdentityServer.Duende.Authorization;

/// <summary>Refuses a request that names a pool which is not its client's, or a hint that is no id_token for it.</summary>
internal sealed class RequestRestrictions(ICustomAuthorizeRequestValidator others, DuendeClients clients, IdentityTokenHints hints) : ICustomAuthorizeRequestValidator
{
    public async Task ValidateAsync(CustomAuthorizeRequestValidationContext context)
    {
        await others.ValidateAsync(context);
        if (context.Result is not { IsError: false, ValidatedRequest: { } request } result || clients.Describe(request.Client).Pools is not { Count: > 0 } pools)
            return;
        var wishes = new AuthorizationWishes(request.Raw);
        if (wishes.Tenants.Any(tenant => pools.All(pool => pool.Value != tenant)))
            Refuse(result, "tenant: in acr_values names no pool of the client.");
        else if (wishes.IdentityTokenHint is { } hint && await hints.ReadSubjectAsync(hint, request.ClientId) is null)
            Refuse(result, "The id_token_hint is no id_token of this provider for this client.");
    }

    private static void Refuse(AuthorizeRequestValidationResult result, string why)
    {
        result.IsError = true;
        result.Error = "invalid_request";
        result.ErrorDescription = why;
    }
}
