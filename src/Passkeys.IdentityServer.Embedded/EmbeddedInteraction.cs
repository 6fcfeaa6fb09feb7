using Passkeys.IdentityServer.Embedded.Authorization;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Logout;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded;

/// <summary>Answers the pages.</summary>
internal sealed class EmbeddedInteraction(
    SealedRequests requests, Consents consents, ConnectedApps apps, LogoutRequests logouts, AuthorizationAnswers answers, ClientDirectory clients, TimeProvider time) : IEngineInteraction
{
    public async Task<AuthorizationContext?> FindAuthorizationAsync(string? returnUrl, CancellationToken ct)
    {
        var request = requests.OpenAddress(returnUrl);
        // Another node may have begun it for a client that this one has not met.
        if (request is null && requests.Holds(returnUrl) && await clients.LookAgainAsync(ct))
            request = requests.OpenAddress(returnUrl);
        return request is not null && clients.Find(request.ClientId) is { } client ? Describe(request, client, returnUrl!) : null;
    }

    public Task<string> DenyAsync(AuthorizationContext request, AuthorizationDenial why, CancellationToken ct) => Change(request, opened => opened with
    {
        Denial = (why == AuthorizationDenial.AccessDenied ? AuthorizationError.AccessDenied : AuthorizationError.UnmetRequirements).Code,
    });

    public async Task<string> GrantConsentAsync(AuthorizationContext request, string sessionId, IReadOnlyList<string> scope, bool remember, CancellationToken ct)
    {
        if (requests.OpenAddress(request.ReturnUrl) is not { } opened)
            return request.ReturnUrl;
        string[] granted = [.. opened.Scope.Where(name => name == UserClaims.OpenId || scope.Contains(name))];
        if (granted.Length == 0)
            return await DenyAsync(request, AuthorizationDenial.AccessDenied, ct);
        // A session that has ended consents to nothing; the request then leads to the sign-in page.
        return await consents.GrantAsync(opened, sessionId, granted, remember, ct)
            ? requests.AddressOf(opened with { ConsentSession = sessionId, ConsentScope = granted })
            : request.ReturnUrl;
    }

    public Task<string> ContinueAsync(AuthorizationContext request, string sessionId, CancellationToken ct) =>
        Change(request, opened => opened with { ChosenSession = sessionId });

    public Task<string> ChangePersonAsync(AuthorizationContext request, CancellationToken ct) => Change(request, opened => opened.SubjectIsFixed
        ? opened
        : opened with { PersonChangedAt = time.GetUtcNow(), Subject = null, IsStepUp = false, ChosenSession = null, ConsentSession = null, ConsentScope = null });

    public Task<LogoutContext?> FindLogoutAsync(string? logoutId, CancellationToken ct) => logouts.FindAsync(logoutId);

    public Task<EngineError?> FindErrorAsync(string? errorId, CancellationToken ct) => Task.FromResult(answers.FindError(errorId));

    public Task<IReadOnlyList<AppAccess>> ListAppsAsync(PoolId pool, string userId, CancellationToken ct) => apps.ListAsync(pool, userId, ct);

    public Task WithdrawAsync(PoolId pool, string userId, string clientId, CancellationToken ct) => apps.WithdrawAsync(pool, userId, clientId, ct);

    // An address that leads nowhere any more says so where it leads.
    private Task<string> Change(AuthorizationContext request, Func<AuthorizationRequest, AuthorizationRequest> change) =>
        Task.FromResult(requests.OpenAddress(request.ReturnUrl) is { } opened ? requests.AddressOf(change(opened)) : request.ReturnUrl);

    private static AuthorizationContext Describe(AuthorizationRequest request, Client client, string returnUrl) => new()
    {
        ReturnUrl = returnUrl,
        Client = ClientDirectory.Describe(client),
        RedirectUri = request.Target.RedirectUri,
        Scope = request.Scope,
        Pools = request.Pools,
        LoginHint = request.LoginHint,
        UiLocales = request.UiLocales,
        Prompt = request.Prompt,
        AcrValues = request.AcrValues,
        Subject = request.Subject,
        SubjectIsFixed = request.SubjectIsFixed,
        RequiresUserVerification = request.DemandsVerification,
        ConsentMayBeRemembered = !RegisteredRedirects.MayBeAnybodys(client, request.Target.RedirectUri),
    };
}
