using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>The sign-in cookie of <see cref="PasskeysAuthentication"/>, for an engine that needs no more than that.</summary>
internal sealed class CookieSignIn : IEngineSignIn
{
    public Task SignInAsync(HttpContext http, Session session) =>
        http.SignInAsync(PasskeysAuthentication.Scheme, PasskeysAuthentication.PrincipalOf(session), PasskeysAuthentication.PropertiesOf(session));

    public Task SignOutAsync(HttpContext http) => http.SignOutAsync(PasskeysAuthentication.Scheme);
}
