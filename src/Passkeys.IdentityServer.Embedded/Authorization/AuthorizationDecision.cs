using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>Decides what a request needs next: a person, then a consent, then nothing more.</summary>
internal sealed class AuthorizationDecision(ClientDirectory clients, Consents consents, TimeProvider time)
{
    public async Task<NextStep> DecideAsync(AuthorizationRequest request, LiveSession? live, CancellationToken ct) =>
        PersonDecision.Needs(request, live, time.GetUtcNow()) ?? await DecideConsentAsync(request, live!.Session, ct);

    private async Task<NextStep> DecideConsentAsync(AuthorizationRequest request, Session session, CancellationToken ct)
    {
        if (request.ConsentSession == session.Id)
            return new NextStep.Issue(request.ConsentScope!);
        if (!request.Asks(Prompt.Consent) && !await MustAskAsync(request, session, ct))
            return new NextStep.Issue(request.Scope);
        return request.Asks(Prompt.None) ? new NextStep.Refuse(AuthorizationError.ConsentRequired) : new NextStep.Consent(request);
    }

    private async ValueTask<bool> MustAskAsync(AuthorizationRequest request, Session session, CancellationToken ct)
    {
        // A client that was removed this moment gets nothing without anybody's consent; its codes are good for nothing.
        if (clients.Find(request.ClientId) is not { } client)
            return true;
        // RFC 8252 §8.6: such a request is not answered behind a person's back. Who has just signed in for it knows of it.
        if (RegisteredRedirects.MayBeAnybodys(client, request.Target.RedirectUri) && !request.IsMetBy(session))
            return true;
        return client.RequireConsent && !await consents.CoverAsync(session, request.ClientId, request.Scope, ct);
    }
}
