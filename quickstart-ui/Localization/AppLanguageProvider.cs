using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.QuickstartUi.Localization;

/// <summary>
/// The languages that an application asks for: <c>ui_locales</c> of the authorization request behind <c>returnUrl</c> (OpenID Connect Core §3.1.2.1), pushed or not, or of the
/// sign-out behind <c>logoutId</c> (RP-Initiated Logout §2).
/// </summary>
internal sealed class AppLanguageProvider : IRequestCultureProvider
{
    public async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var query = httpContext.Request.Query;
        // A host may have pages and no OpenID Provider.
        if (httpContext.RequestServices.GetService<IEngineInteraction>() is not { } engine)
            return null;
        return UiLocalesProvider.Of(await WantedAsync(engine, query["returnUrl"], query["logoutId"], httpContext.RequestAborted) ?? []);
    }

    private static async Task<IReadOnlyList<string>?> WantedAsync(IEngineInteraction engine, string? returnUrl, string? logoutId, CancellationToken ct)
    {
        if (returnUrl is not null)
            return (await engine.FindAuthorizationAsync(returnUrl, ct))?.UiLocales;
        return logoutId is null ? null : (await engine.FindLogoutAsync(logoutId, ct))?.UiLocales;
    }
}
