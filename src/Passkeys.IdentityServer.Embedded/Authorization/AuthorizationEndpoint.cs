using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>The authorization endpoint (RFC 6749 §3.1, OpenID Connect Core 1.0 §3.1.2), and the address at which a request goes on after a page.</summary>
internal sealed class AuthorizationEndpoint(
    AuthorizationRequestValidation validation,
    PushedRequests pushed,
    SealedRequests requests,
    AuthorizationDecision decision,
    AuthorizationCodes codes,
    AuthorizationAnswers answers,
    AuthorizationAudit audit,
    ClientDirectory clients,
    IOptions<PasskeysOptions> options)
{
    /// <summary>A request of an application's.</summary>
    public async Task<IResult> BeginAsync(HttpContext http)
    {
        var (parameters, unreadable) = await AuthorizationParameters.ReadAsync(http.Request, http.RequestAborted);
        if (parameters is null)
            return await ShowAsync(http, new AuthorizationError(unreadable!.Code, unreadable.Description), client: null);
        return await ValidateAsync(parameters, http.RequestAborted) switch
        {
            ValidationOutcome.Valid { Request: var request } => await BeginAsync(http, request),
            ValidationOutcome.Refused refused => await RefuseAsync(http, refused.Error, refused.Client.ClientId, refused.Target, live: null),
            ValidationOutcome.Unanswerable unanswerable => await ShowAsync(http, unanswerable.Error, unanswerable.Client),
            var outcome => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };
    }

    /// <summary>A request that comes back from a page.</summary>
    public async Task<IResult> ContinueAsync(HttpContext http, string? request)
    {
        if (requests.Open(request) is not { } opened)
            return await ShowAsync(http, AuthorizationError.InvalidRequest("This host did not begin the request."), client: null);
        // Another node may have begun it for a client that this one has not met.
        if (clients.Find(opened.ClientId) is null && await clients.LookAgainAsync(http.RequestAborted))
            opened = requests.Open(request)!;
        return requests.IsCurrent(opened)
            ? await GoOnAsync(http, opened)
            : await ShowAsync(http, AuthorizationError.Expired, clients.Find(opened.ClientId));
    }

    // A form of another site's brings no cookie along (SameSite=Lax); the redirect after it does.
    private async Task<IResult> BeginAsync(HttpContext http, AuthorizationRequest request) =>
        HttpMethods.IsPost(http.Request.Method) ? AuthorizationAnswers.GoOn(requests.AddressOf(request)) : await GoOnAsync(http, request);

    // RFC 9126 §4: what was pushed is the request; beside its reference and the client nothing counts.
    private async Task<ValidationOutcome> ValidateAsync(AuthorizationParameters parameters, CancellationToken ct)
    {
        if (parameters["client_id"] is not { } clientId || parameters["request_uri"]?.StartsWith(PushedRequests.Prefix, StringComparison.Ordinal) != true)
            return await validation.ValidateAsync(parameters, wasPushed: false, ct);
        return await pushed.TakeAsync(parameters["request_uri"]!, clientId, ct) is { } parts
            ? await validation.ValidateAsync(parts, wasPushed: true, ct)
            : new ValidationOutcome.Unanswerable(AuthorizationError.UnusableRequestUri, clients.Find(clientId));
    }

    private async Task<IResult> GoOnAsync(HttpContext http, AuthorizationRequest request)
    {
        var live = await LiveSession.OfAsync(http);
        var pages = options.Value.Pages;
        return await decision.DecideAsync(request, live, http.RequestAborted) switch
        {
            NextStep.SignIn next => AuthorizationAnswers.Page(http, pages.SignIn, requests.AddressOf(next.Request)),
            NextStep.SignUp next => AuthorizationAnswers.Page(http, pages.SignUp, requests.AddressOf(next.Request)),
            NextStep.Consent next => AuthorizationAnswers.Page(http, pages.Consent, requests.AddressOf(next.Request)),
            NextStep.Refuse refuse => await RefuseAsync(http, refuse.Error, request.ClientId, request.Target, live),
            NextStep.Issue issue => await IssueAsync(http, request, live!.Session, issue.Scope),
            var step => throw new InvalidOperationException($"Unknown step {step.GetType().Name}."),
        };
    }

    // A session that ends between the decision and the code leaves somebody who has to sign in.
    private async Task<IResult> IssueAsync(HttpContext http, AuthorizationRequest request, Session session, IReadOnlyList<string> scope) =>
        await codes.IssueAsync(request, session, scope, AuthorizationAudit.AddressOf(http), http.RequestAborted) is { } code
            ? answers.Code(request.Target, code)
            : AuthorizationAnswers.Page(http, options.Value.Pages.SignIn, requests.AddressOf(request));

    private async Task<IResult> RefuseAsync(HttpContext http, AuthorizationError error, string clientId, ResponseTarget target, LiveSession? live)
    {
        await audit.RefusedAsync(http, error, clientId, live?.Session);
        return answers.Error(target, error);
    }

    private async Task<IResult> ShowAsync(HttpContext http, AuthorizationError error, Client? client)
    {
        await audit.RefusedAsync(http, error, client?.ClientId, session: null);
        return answers.ErrorPage(http, error, client);
    }
}
