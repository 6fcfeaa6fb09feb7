using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>Whether the person at hand may answer a request, and if not, what has to happen first (OpenID Connect Core 1.0 §3.1.2.3). No I/O.</summary>
internal static class PersonDecision
{
    /// <summary>What is needed, or null when this session will do.</summary>
    public static NextStep? Needs(AuthorizationRequest request, LiveSession? live, DateTimeOffset now)
    {
        if (request.Denial is { } denial)
            return new NextStep.Refuse(AuthorizationError.OfDenial(denial));
        var session = live?.Session;
        if (request.Asks(Prompt.Create) && !request.IsMetBy(session))
            return new NextStep.SignUp(request);
        if (session is null || !request.Demand.IsFor(session))
            return Ask(request, request, AuthorizationError.LoginRequired);
        return NeedsAuthentication(request, session, now)
            ?? (IsChosen(request, session) ? null : new NextStep.SignIn(request));
    }

    // An authentication since the application asked is as fresh as it gets, whatever max_age says.
    private static NextStep? NeedsAuthentication(AuthorizationRequest request, Session session, DateTimeOffset now)
    {
        var satisfiesAcr = request.Demand.IsSatisfiedBy(session);
        if (request.IsMetBy(session))
        {
            return request.DemandsVerification && !AuthenticationDemand.IsVerified(session) ? Ask(request, request, AuthorizationError.InteractionRequired)
                : satisfiesAcr ? null
                : new NextStep.Refuse(AuthorizationError.UnmetRequirements);
        }

        if (request.IsStepUp || request.Asks(Prompt.Login) || IsTooOld(request, session, now))
            return Ask(request, StepUp(request, session), AuthorizationError.LoginRequired);
        return satisfiesAcr ? null : Ask(request, StepUp(request, session), AuthorizationError.InteractionRequired);
    }

    private static bool IsTooOld(AuthorizationRequest request, Session session, DateTimeOffset now) =>
        request.MaxAge is { } maxAge && now - session.AuthenticatedAt > TimeSpan.FromSeconds(maxAge);

    private static bool IsChosen(AuthorizationRequest request, Session session) =>
        (request.PersonChangedAt ?? (request.Asks(Prompt.SelectAccount) ? request.StartedAt : null)) is not { } since
        || session.AuthenticatedAt >= since
        || request.ChosenSession == session.Id;

    // Whoever is signed in authenticates again; who rather wants somebody else to has said so.
    private static AuthorizationRequest StepUp(AuthorizationRequest request, Session session) =>
        request.PersonChangedAt is null ? request with { Subject = session.UserId, IsStepUp = true } : request;

    // §3.1.2.6: with prompt=none nobody may be asked.
    private static NextStep Ask(AuthorizationRequest request, AuthorizationRequest next, AuthorizationError error) =>
        request.Asks(Prompt.None) ? new NextStep.Refuse(error) : new NextStep.SignIn(next);
}
