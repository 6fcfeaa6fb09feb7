using Duende.IdentityModel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>Signs in as ASP.NET Core Identity does: the cookie has the host's claims of the person, the security stamp included, and those of the authentication.</summary>
internal sealed class AspNetIdentitySignIn<TUser> : IEngineSignIn
    where TUser : class
{
    public async Task SignInAsync(HttpContext http, Session session)
    {
        var signIn = http.RequestServices.GetRequiredService<SignInManager<TUser>>();
        var cookie = http.RequestServices.GetRequiredService<DuendeCookie>();
        var user = await signIn.UserManager.FindByIdAsync(session.UserId)
            ?? throw new InvalidOperationException("A person signed in whom the host does not know: its sign-in gate is missing.");
        // Who it is ASP.NET Core Identity says by itself.
        var claims = PasskeysAuthentication.PrincipalOf(session).Claims.Where(claim => claim.Type != JwtClaimTypes.Subject);
        await signIn.SignInWithClaimsAsync(user, await cookie.PropertiesAsync(session), claims);
        await cookie.SetOursAsync(http, session);
    }

    public async Task SignOutAsync(HttpContext http)
    {
        await http.RequestServices.GetRequiredService<SignInManager<TUser>>().SignOutAsync();
        await http.SignOutAsync(PasskeysAuthentication.Scheme);
    }
}
