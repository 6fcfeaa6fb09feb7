using System.Security.Claims;
using Duende.IdentityModel;
using Duende.IdentityServer;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Validation;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Grants;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>The passkey grant as an extension grant (RFC 6749 §4.5): the core decides.</summary>
internal sealed class PasskeyGrantValidator(IPasskeyGrant passkeys, DuendeClients clients, IHttpContextAccessor http) : IExtensionGrantValidator
{
    private static readonly string[] Parameters =
        ["client_id", "client_secret", "scope", "ceremony", "credential", "code"];

    public string GrantType => IPasskeyGrant.GrantType;

    public async Task ValidateAsync(ExtensionGrantValidationContext context)
    {
        if (Array.Find(Parameters, name => context.Request.Raw.GetValues(name)?.Length > 1) is { } repeated)
        {
            // RFC 6749 §3.2.
            context.Result = new GrantValidationResult(TokenRequestErrors.InvalidRequest, $"The parameter {repeated} is there more than once.");
            return;
        }
        // Duende keeps its grants in a store of its own: nothing goes along with the session.
        var outcome = await passkeys.RedeemAsync(Describe(context.Request), _ => ValueTask.CompletedTask, http.HttpContext!.RequestAborted);
        context.Result = outcome switch
        {
            PasskeyGrantOutcome.Granted granted => Grant(context.Request, granted),
            PasskeyGrantOutcome.Refused refused => new GrantValidationResult(Translate(refused.Error), refused.Description),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };
    }

    private PasskeyGrantRequest Describe(ValidatedTokenRequest request) => new()
    {
        Client = clients.Describe(request.Client),
        Ceremony = request.Raw["ceremony"],
        Credential = request.Raw["credential"],
        Code = request.Raw["code"],
        // What the client did not name may be cut to the limit of begin without a refusal.
        Scope = string.IsNullOrEmpty(request.Raw["scope"]) ? [] : [.. request.RequestedScopes ?? []],
        IpAddress = http.HttpContext!.Connection.RemoteIpAddress?.ToString(),
        HostOrigin = Caller.HostOriginOf(http.HttpContext),
    };

    private static GrantValidationResult Grant(ValidatedTokenRequest request, PasskeyGrantOutcome.Granted granted)
    {
        if (granted.ScopeLimit is { } limit)
        {
            request.ValidatedResources = request.ValidatedResources.Filter(request.ValidatedResources.RawScopeValues.Intersect(limit).ToList());
            request.RequestedScopes = request.RequestedScopes?.Intersect(limit).ToList();
        }
        request.SessionId = granted.Session.Id;
        var principal = PasskeysAuthentication.PrincipalOf(granted.Session);
        principal.Identities.Single().AddClaim(new Claim(JwtClaimTypes.IdentityProvider, IdentityServerConstants.LocalIdentityProvider));
        return new GrantValidationResult(principal);
    }

    private static TokenRequestErrors Translate(PasskeyGrantError error) => error switch
    {
        PasskeyGrantError.InvalidRequest => TokenRequestErrors.InvalidRequest,
        PasskeyGrantError.InvalidScope => TokenRequestErrors.InvalidScope,
        _ => TokenRequestErrors.InvalidGrant,
    };
}
