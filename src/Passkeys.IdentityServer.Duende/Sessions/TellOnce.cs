using Duende.IdentityServer.Models;
using Duende.IdentityServer.Services;

namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>The end of a session clears the cookie too, at which Duende would tell the same clients again.</summary>
internal sealed class TellOnce(ISessionCoordinationService others, EndedSessions ended) : ISessionCoordinationService
{
    public Task ProcessLogoutAsync(UserSession session) => ended.Contains(session.SessionId) ? Task.CompletedTask : others.ProcessLogoutAsync(session);

    public Task ProcessExpirationAsync(UserSession session) => others.ProcessExpirationAsync(session);

    public Task<bool> ValidateSessionAsync(SessionValidationRequest request) => others.ValidateSessionAsync(request);
}
