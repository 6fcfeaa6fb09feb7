using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Engine;

/// <summary>Tells the engine who is signed in at this browser: the sign-in cookie, with session and credential.</summary>
public interface IEngineSignIn
{
    /// <summary>Sets the cookie for a session that was begun, or renewed, by an authentication in this request.</summary>
    Task SignInAsync(HttpContext http, Session session);

    /// <summary>Clears the cookie. The session itself is ended by the core.</summary>
    Task SignOutAsync(HttpContext http);
}
