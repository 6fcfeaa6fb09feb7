using Duende.IdentityServer.Configuration;
using Duende.IdentityServer.Extensions;
using Duende.IdentityServer.Services;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>The cookie by which Duende knows who is signed in.</summary>
internal sealed class DuendeCookie(IUserSession duende, IdentityServerOptions options, IAuthenticationSchemeProvider schemes)
{
    /// <summary>The scheme: the configured one, else the host's default.</summary>
    public async Task<string> SchemeAsync() => options.Authentication.CookieAuthenticationScheme
        ?? (await schemes.GetDefaultAuthenticateSchemeAsync())?.Name
        ?? throw new InvalidOperationException("The host has no default authentication scheme for Duende IdentityServer's cookie.");

    /// <summary>Properties that make our session's id Duende's. A session that goes on keeps the clients that it signed in to.</summary>
    public async Task<AuthenticationProperties> PropertiesAsync(Session session)
    {
        var properties = PasskeysAuthentication.PropertiesOf(session);
        properties.SetSessionId(session.Id);
        if (await duende.GetSessionIdAsync() == session.Id)
            properties.SetClientList(await duende.GetClientListAsync());
        return properties;
    }

    /// <summary>Sets the extension's own cookie where Duende's is another one.</summary>
    public async Task SetOursAsync(HttpContext http, Session session)
    {
        if (await SchemeAsync() != PasskeysAuthentication.Scheme)
            await http.SignInAsync(PasskeysAuthentication.Scheme, PasskeysAuthentication.PrincipalOf(session), PasskeysAuthentication.PropertiesOf(session));
    }
}
