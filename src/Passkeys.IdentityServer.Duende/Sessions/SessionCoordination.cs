using Duende.IdentityServer.Models;
using Duende.IdentityServer.Services;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>
/// The end of a session clears the cookie too, at which Duende would tell the same clients again. And a session of the passkey grant has no
/// cookie: a client whose tokens are to live as long as the session lives by the extension's.
/// </summary>
internal sealed class SessionCoordination(ISessionCoordinationService others, EndedSessions ended, PasskeysDbContext db) : ISessionCoordinationService
{
    public Task ProcessLogoutAsync(UserSession session) => ended.Contains(session.SessionId) ? Task.CompletedTask : others.ProcessLogoutAsync(session);

    public Task ProcessExpirationAsync(UserSession session) => others.ProcessExpirationAsync(session);

    public async Task<bool> ValidateSessionAsync(SessionValidationRequest request) => await others.ValidateSessionAsync(request) || await IsOfTheGrantAsync(request);

    // Whether it is over is for the profile service to say.
    private Task<bool> IsOfTheGrantAsync(SessionValidationRequest request) =>
        db.Sessions.AnyAsync(session => session.Id == request.SessionId && session.UserId == request.SubjectId && session.ClientId == request.Client.ClientId);
}
