using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Grants;

namespace Passkeys.IdentityServer.Embedded.Grants;

/// <summary>The passkey grant: the core decides, this stores what the decision gives.</summary>
internal sealed class PasskeyTokenGrant(IPasskeyGrant passkeys, TokenFamilies families) : ITokenGrant
{
    public string Type => GrantTypes.Passkey;

    public async Task<TokenOutcome> RedeemAsync(TokenRequest request, CancellationToken ct)
    {
        var (scope, error) = RequestedScope.Read(request.Form, [.. request.Client.Scopes]);
        if (error is not null)
            return new TokenOutcome.Refused(error);
        TokenDraft? draft = null;
        var outcome = await passkeys.RedeemAsync(Describe(request, scope), Store, ct);
        return outcome switch
        {
            PasskeyGrantOutcome.Granted => new TokenOutcome.Granted(draft!),
            PasskeyGrantOutcome.Refused refused => new TokenOutcome.Refused(Translate(refused)),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };

        ValueTask Store(PasskeyGrantOutcome.Granted granted)
        {
            IReadOnlyList<string> limited = granted.ScopeLimit is { } limit ? [.. scope.Intersect(limit)] : scope;
            draft = families.Begin(request.Client, granted.Session, limited);
            return ValueTask.CompletedTask;
        }
    }

    // The core is told only what the client named: what it did not name may be cut to the limit of begin without a refusal.
    private static PasskeyGrantRequest Describe(TokenRequest request, IReadOnlyList<string> scope) => new()
    {
        Client = ClientDirectory.Describe(request.Client),
        Ceremony = request.Form["ceremony"],
        Credential = request.Form["credential"],
        Code = request.Form["code"],
        Scope = request.Form["scope"] is null ? [] : scope,
        IpAddress = request.IpAddress,
        HostOrigin = Ceremonies.Caller.HostOriginOf(request.Http),
    };

    private static OAuthError Translate(PasskeyGrantOutcome.Refused refused) => new(
        refused.Error switch
        {
            PasskeyGrantError.InvalidRequest => "invalid_request",
            PasskeyGrantError.InvalidScope => "invalid_scope",
            _ => "invalid_grant",
        },
        refused.Description);
}
