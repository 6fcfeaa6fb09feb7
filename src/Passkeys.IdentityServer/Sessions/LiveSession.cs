using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>A session that lives, and its person.</summary>
/// <param name="Session">The session, as it was read.</param>
/// <param name="User">The person, who may sign in.</param>
public sealed record LiveSession(Session Session, PoolUser User)
{
    /// <summary>The one of the request's sign-in cookie, or null. The database is asked once a request.</summary>
    public static async Task<LiveSession?> OfAsync(HttpContext http) =>
        (await http.AuthenticateAsync(PasskeysAuthentication.Scheme)).Succeeded ? http.Features.Get<LiveSession>() : null;
}
