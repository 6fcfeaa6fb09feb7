using Duende.IdentityServer.Events;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Services;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Authorization;

/// <summary>Answers the pages by Duende's interaction service.</summary>
internal sealed class DuendeInteraction(
    IIdentityServerInteractionService duende,
    IPersistedGrantService grants,
    DuendeClients clients,
    AuthorizationDemands demands,
    RequestMarks marks,
    IOptions<PasskeysOptions> pages,
    IEngineSessions sessions,
    IEventService events,
    IHttpContextAccessor http) : IEngineInteraction
{
    public async Task<AuthorizationContext?> FindAuthorizationAsync(string? returnUrl, CancellationToken ct) =>
        LocalUrl.Is(returnUrl) && await duende.GetAuthorizationContextAsync(returnUrl) is { } request ? await DescribeAsync(returnUrl!, request) : null;

    public async Task<string> DenyAsync(AuthorizationContext request, AuthorizationDenial why, CancellationToken ct)
    {
        if (await duende.GetAuthorizationContextAsync(request.ReturnUrl) is not { } found)
            return request.ReturnUrl;
        await duende.DenyAuthorizationAsync(found, why == AuthorizationDenial.AccessDenied ? AuthorizationError.AccessDenied : AuthorizationError.UnmetAuthenticationRequirements);
        if (await LiveSession.OfAsync(http.HttpContext!) is { } live)
            await events.RaiseAsync(new ConsentDeniedEvent(live.User.Id, found.Client.ClientId, found.ValidatedResources.RawScopeValues));
        return request.ReturnUrl;
    }

    public async Task<string> GrantConsentAsync(AuthorizationContext request, string sessionId, IReadOnlyList<string> scope, bool remember, CancellationToken ct)
    {
        if (await duende.GetAuthorizationContextAsync(request.ReturnUrl) is not { } found
            || await LiveSession.OfAsync(http.HttpContext!) is not { } live || live.Session.Id != sessionId)
            return request.ReturnUrl;
        string[] granted = [.. found.ValidatedResources.RawScopeValues.Where(name => name == UserClaims.OpenId || scope.Contains(name))];
        if (granted.Length == 0)
            return await DenyAsync(request, AuthorizationDenial.AccessDenied, ct);
        await duende.GrantConsentAsync(found, new ConsentResponse { ScopesValuesConsented = granted, RememberConsent = remember }, live.User.Id);
        await events.RaiseAsync(new ConsentGrantedEvent(live.User.Id, found.Client.ClientId, found.ValidatedResources.RawScopeValues, granted, remember));
        return request.ReturnUrl;
    }

    // Duende has noted that the choice was offered; its return address is the choice to go on.
    public Task<string> ContinueAsync(AuthorizationContext request, string sessionId, CancellationToken ct) => Task.FromResult(request.ReturnUrl);

    public async Task<string> ChangePersonAsync(AuthorizationContext request, CancellationToken ct) =>
        request.SubjectIsFixed || await duende.GetAuthorizationContextAsync(request.ReturnUrl) is not { } found
            ? request.ReturnUrl
            : QueryHelpers.AddQueryString(pages.Value.Pages.SignIn, "returnUrl", QueryHelpers.AddQueryString(
                request.ReturnUrl, RequestMarks.PersonChanged, marks.SealPersonChanged(found.Parameters)));

    public async Task<LogoutContext?> FindLogoutAsync(string? logoutId, CancellationToken ct) =>
        logoutId is null ? null : await DescribeAsync(await duende.GetLogoutContextAsync(logoutId), ct);

    public async Task<EngineError?> FindErrorAsync(string? errorId, CancellationToken ct)
    {
        if (await duende.GetErrorContextAsync(errorId) is not { } error)
            return null;
        var client = error.ClientId is null ? null : await clients.FindAsync(error.ClientId, ct);
        return new EngineError(error.Error, error.ErrorDescription, client?.Name);
    }

    public async Task<IReadOnlyList<AppAccess>> ListAppsAsync(PoolId pool, string userId, CancellationToken ct)
    {
        var apps = new List<AppAccess>();
        foreach (var grant in await grants.GetAllGrantsAsync(userId))
        {
            if (await clients.FindAsync(grant.ClientId, ct) is { } client && client.Pools.Contains(pool))
                apps.Add(new AppAccess(client, [.. grant.Scopes], Utc(grant.CreationTime), grant.Expiration is { } end ? Utc(end) : null));
        }
        return [.. apps.OrderBy(app => app.Client.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task WithdrawAsync(PoolId pool, string userId, string clientId, CancellationToken ct)
    {
        await grants.RemoveAllGrantsAsync(userId, clientId);
        await sessions.EndAllOfClientAsync(pool, userId, clientId, ct);
        await events.RaiseAsync(new GrantsRevokedEvent(userId, clientId));
    }

    private async Task<AuthorizationContext> DescribeAsync(string returnUrl, AuthorizationRequest request)
    {
        var demand = await demands.OfAsync(request.Client, request.Parameters);
        var again = await FindWhoAuthenticatesAgainAsync(returnUrl, request, demand);
        return new AuthorizationContext
        {
            ReturnUrl = returnUrl,
            Client = clients.Describe(request.Client),
            RedirectUri = request.RedirectUri,
            Scope = [.. request.ValidatedResources.RawScopeValues],
            Pools = [.. demand.Pools],
            LoginHint = request.LoginHint,
            UiLocales = Words(request.UiLocales),
            Prompt = [.. request.PromptModes],
            AcrValues = [.. demand.AcrValues],
            Subject = demand.Subject ?? again,
            SubjectIsFixed = demand.Subject is not null,
            RequiresUserVerification = again is not null || new AuthorizationWishes(request.Parameters).WantsVerification,
            ConsentMayBeRemembered = request.Client.AllowRememberConsent,
        };
    }

    // Whoever was signed in authenticates again; who rather wants somebody else to has said so.
    private async Task<string?> FindWhoAuthenticatesAgainAsync(string returnUrl, AuthorizationRequest request, AuthenticationDemand demand)
    {
        if (!new AuthorizationWishes(request.Parameters).MeansThePerson)
            return null;
        if (marks.PersonChangedAt(MarkIn(returnUrl), request.Parameters) is not null)
            return null;
        if (marks.FindBegin(request.Parameters) is { } begin)
            return begin.Subject;
        return await LiveSession.OfAsync(http.HttpContext!) is { } live && demand.IsFor(live.Session) ? live.User.Id : null;
    }

    // With a pushed request the parameters are the pushed ones alone.
    private static string? MarkIn(string returnUrl) =>
        QueryHelpers.ParseQuery(returnUrl[(returnUrl.IndexOf('?', StringComparison.Ordinal) + 1)..]).TryGetValue(RequestMarks.PersonChanged, out var mark) ? mark.ToString() : null;

    private async Task<LogoutContext> DescribeAsync(LogoutRequest request, CancellationToken ct) => new()
    {
        Client = request.ClientId is null ? null : await clients.FindAsync(request.ClientId, ct),
        PostLogoutRedirectUri = request.PostLogoutRedirectUri,
        MustAsk = request.ShowSignoutPrompt,
        UiLocales = Words(request.UiLocales),
        FrameUrl = request.SignOutIFrameUrl,
    };

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
