using System.Security.Claims;
using Duende.IdentityServer.Extensions;
using Duende.IdentityServer.Services;
using Duende.IdentityModel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>
/// When the host signs somebody in or out by its own means, the extension's session at this browser ends: another one takes its place, or none. Duende
/// would let the same person keep the session's id, and with it what ends when the passkey is removed. A cookie that is only made anew stays what it was.
/// </summary>
internal sealed class HostAuthentication(IAuthenticationService others, IAuthenticationSchemeProvider schemes) : IAuthenticationService
{
    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) => others.AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => others.ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => others.ForbidAsync(context, scheme, properties);

    public async Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties)
    {
        if (PasskeysAuthentication.Read(principal) is null && await IsDuendesAsync(context, scheme ?? (await schemes.GetDefaultSignInSchemeAsync())?.Name))
            properties = await IsTheSameSessionAsync(context, principal, properties) ? await KeepAsync(context, principal, properties) : await BeginAnotherAsync(context, properties);
        await others.SignInAsync(context, scheme, principal, properties);
    }

    public async Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties)
    {
        if (await IsDuendesAsync(context, scheme ?? (await schemes.GetDefaultSignOutSchemeAsync())?.Name) && await EndOursAsync(context))
            await others.SignOutAsync(context, PasskeysAuthentication.Scheme, null);
        await others.SignOutAsync(context, scheme, properties);
    }

    // Duende notes clients in the cookie, and ASP.NET Core Identity makes it anew when something about the person has changed: nobody signed in.
    private static async Task<bool> IsTheSameSessionAsync(HttpContext context, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        await NamesTheSessionAsync(context, properties) && (await UserSessionOf(context).GetUserAsync())?.GetSubjectId() == principal.GetSubjectId();

    private static async Task<bool> NamesTheSessionAsync(HttpContext context, AuthenticationProperties? properties) =>
        properties?.GetSessionId() is { } id && id == await UserSessionOf(context).GetSessionIdAsync();

    // ASP.NET Core Identity would leave out what it does not know.
    private static async Task<AuthenticationProperties?> KeepAsync(HttpContext context, ClaimsPrincipal principal, AuthenticationProperties? properties)
    {
        var former = await UserSessionOf(context).GetUserAsync();
        if (former is null || PasskeysAuthentication.Read(former) is null)
            return properties;
        var identity = principal.Identities.Single();
        foreach (var type in PasskeysAuthentication.SessionClaimTypes)
        {
            identity.FindAll(type).ToList().ForEach(identity.RemoveClaim);
            identity.AddClaims(former.FindAll(type).Select(claim => claim.Clone()));
        }
        return properties;
    }

    private static async Task<AuthenticationProperties?> BeginAnotherAsync(HttpContext context, AuthenticationProperties? properties)
    {
        await EndOursAsync(context);
        // Properties that a host took over from the former sign-in name the session of that one.
        var isNamed = properties?.GetSessionId() is not null && !await NamesTheSessionAsync(context, properties);
        if (isNamed || PasskeysAuthentication.Read(await UserSessionOf(context).GetUserAsync()) is null)
            return properties;
        properties ??= new AuthenticationProperties();
        properties.SetSessionId(CryptoRandom.CreateUniqueId(16, CryptoRandom.OutputFormat.Hex));
        return properties;
    }

    private static IUserSession UserSessionOf(HttpContext context) => context.RequestServices.GetRequiredService<IUserSession>();

    private static async Task<bool> EndOursAsync(HttpContext context)
    {
        if (await LiveSession.OfAsync(context) is null)
            return false;
        await context.RequestServices.GetRequiredService<ISignOut>().EndFormerAsync(context);
        return true;
    }

    // Where Duende's cookie is ours, who signs in or out by it is the extension itself: it does so while it reads the cookie of a session that has ended, too.
    private static async Task<bool> IsDuendesAsync(HttpContext context, string? scheme) =>
        scheme is not (null or PasskeysAuthentication.Scheme) && scheme == await context.RequestServices.GetRequiredService<DuendeCookie>().SchemeAsync();
}
