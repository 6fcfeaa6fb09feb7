using Duende.IdentityServer;
using Duende.IdentityServer.Configuration;
using Duende.IdentityServer.Extensions;
using Duende.IdentityServer.ResponseHandling;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Authorization;

/// <summary>
/// After Duende's own questions those of pools: is the person one of the client's pools, the one that was asked for, authenticated as it was asked
/// for, and since (OpenID Connect Core 1.0 §3.1.2.3)?
/// </summary>
internal sealed class PasskeyInteraction(
    IdentityServerOptions options,
    IClock clock,
    ILogger<AuthorizeInteractionResponseGenerator> logger,
    IConsentService consent,
    IProfileService profile,
    DuendeClients clients,
    AuthorizationDemands demands,
    RequestMarks marks,
    IHttpContextAccessor http,
    IOptions<PasskeysOptions> passkeys,
    TimeProvider time) : AuthorizeInteractionResponseGenerator(options, clock, logger, consent, profile)
{
    private const string None = "none";

    protected override async Task<InteractionResponse> ProcessLoginAsync(ValidatedAuthorizeRequest request)
    {
        var response = await base.ProcessLoginAsync(request);
        var demand = await demands.OfAsync(request.Client, request.Raw);
        if (demand.Pools.Count == 0)
            return response;
        var session = await FindSessionAsync(request);
        if (response.ResponseType == InteractionResponseType.None)
            response = Judge(request, demand, session);
        if (response.IsLogin)
            marks.Begin(request.Raw, IsAskedAgain(request, demand, session) ? session!.UserId : null);
        return response;
    }

    private InteractionResponse Judge(ValidatedAuthorizeRequest request, AuthenticationDemand demand, Session? session)
    {
        var wishes = new AuthorizationWishes(request.Raw);
        if (session is null && IsContentWithTheHost(request, demand, wishes))
            return new InteractionResponse();
        if (session is null || !demand.IsFor(session) || session.AuthenticatedAt < PersonChangedAt(request))
            return SignIn();
        if (wishes.HasAskedForAuthentication && !IsMet(request, wishes, session))
            return SignIn();
        return demand.IsSatisfiedBy(session) ? new InteractionResponse() : StepUp(request, wishes);
    }

    // Where pools are only what clients have by default, somebody whom the host signed in by itself is none of ours, until an application wants a passkey.
    private bool IsContentWithTheHost(ValidatedAuthorizeRequest request, AuthenticationDemand demand, AuthorizationWishes wishes) =>
        !clients.NamesPools(request.Client)
        && PasskeysAuthentication.Read(request.Subject) is null
        && demand.AcrValues.Count == 0 && wishes.Tenants.Count == 0
        && (demand.Subject is null || demand.Subject == SubjectOf(request));

    // Where no mark travels, which is with pushed requests, an authentication counts as an answer for as long as it counts as a recent one.
    private bool IsMet(ValidatedAuthorizeRequest request, AuthorizationWishes wishes, Session session)
    {
        var begin = marks.FindBegin(request.Raw);
        if (begin is null && request.PushedAuthorizationReferenceValue is null)
            return false;
        return session.AuthenticatedAt >= (begin?.At ?? time.GetUtcNow() - passkeys.Value.RecentAuthentication)
            && (begin?.Subject is null || begin.Subject == session.UserId || PersonChangedAt(request) is not null)
            && (!wishes.WantsVerification || AuthenticationDemand.IsVerified(session));
    }

    private DateTimeOffset? PersonChangedAt(ValidatedAuthorizeRequest request) => marks.PersonChangedAt(request.Raw[RequestMarks.PersonChanged], request.Raw);

    // Whoever is signed in and may answer authenticates again, and nobody in their place.
    private static bool IsAskedAgain(ValidatedAuthorizeRequest request, AuthenticationDemand demand, Session? session) =>
        session is not null && demand.IsFor(session) && new AuthorizationWishes(request.Raw).MeansThePerson;

    private static InteractionResponse StepUp(ValidatedAuthorizeRequest request, AuthorizationWishes wishes)
    {
        if (wishes.HasAskedForAuthentication)
            return new InteractionResponse { Error = "unmet_authentication_requirements" };
        if (request.PromptModes.Contains(None))
            return new InteractionResponse { Error = "interaction_required" };
        wishes.AskForAuthentication();
        return SignIn();
    }

    private static InteractionResponse SignIn() => new() { IsLogin = true };

    // Duende's cookie and ours speak of one person, or ours does not count.
    private async Task<Session?> FindSessionAsync(ValidatedAuthorizeRequest request) =>
        await LiveSession.OfAsync(http.HttpContext!) is { } live && live.User.Id == SubjectOf(request) ? live.Session : null;

    private static string? SubjectOf(ValidatedAuthorizeRequest request) => request.Subject.IsAuthenticated() ? request.Subject.GetSubjectId() : null;
}
