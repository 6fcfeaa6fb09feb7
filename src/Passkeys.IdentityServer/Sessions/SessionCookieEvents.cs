using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Checks at every request that the cookie's session still lives: it ends with its passkey, its person, its pool, at once.</summary>
internal sealed class SessionCookieEvents(StoredSessions sessions) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var live = PasskeysAuthentication.Read(context.Principal) is var (pool, sessionId)
            ? await sessions.FindLiveAsync(pool, sessionId, context.HttpContext.RequestAborted)
            : null;
        if (live is not null)
        {
            PasskeysAuthentication.LimitTo(context.Principal!, live.Session);
            context.HttpContext.Features.Set(live);
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(PasskeysAuthentication.Scheme);
    }
}
