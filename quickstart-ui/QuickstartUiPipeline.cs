using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Passkeys.QuickstartUi.Assets;
using Passkeys.QuickstartUi.Errors;

namespace Passkeys.QuickstartUi;

/// <summary>Puts the pages into a host's pipeline.</summary>
public static class QuickstartUiPipeline
{
    private const string ErrorPage = "/error";

    /// <summary>
    /// Friendly pages for errors, for people alone: an API and the OpenID Provider answer as they do. Stands before <c>UseExceptionHandler()</c>,
    /// so that a failure shows such a page too.
    /// </summary>
    public static IApplicationBuilder UsePasskeysQuickstartUi(this IApplicationBuilder app) =>
        app.UseStatusCodePagesWithReExecute(ErrorPage).Use((http, next) =>
        {
            if (!PageRequest.Is(http.Request))
                http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            return next(http);
        });

    /// <summary>The pages, their files under <c>/_passkeys</c> and the browser SDK under <c>/_passkeys/sdk</c>.</summary>
    public static IEndpointRouteBuilder MapPasskeysQuickstartUi(this IEndpointRouteBuilder endpoints)
    {
        AssetEndpoints.Map(endpoints);
        endpoints.MapRazorPages();
        return endpoints;
    }
}
