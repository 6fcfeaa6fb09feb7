using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>Signs in with the cookie that Duende reads: of a host that has no people of its own.</summary>
internal sealed class DuendeSignIn : IEngineSignIn
{
    public async Task SignInAsync(HttpContext http, Session session)
    {
        var cookie = http.RequestServices.GetRequiredService<DuendeCookie>();
        await http.SignInAsync(await cookie.SchemeAsync(), PasskeysAuthentication.PrincipalOf(session), await cookie.PropertiesAsync(session));
        await cookie.SetOursAsync(http, session);
    }

    public async Task SignOutAsync(HttpContext http)
    {
        var scheme = await http.RequestServices.GetRequiredService<DuendeCookie>().SchemeAsync();
        await http.SignOutAsync(scheme);
        if (scheme != PasskeysAuthentication.Scheme)
            await http.SignOutAsync(PasskeysAuthentication.Scheme);
    }
}
