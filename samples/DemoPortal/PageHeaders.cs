using Microsoft.Extensions.Options;

namespace DemoPortal;

/// <summary>What every answer of the portal carries: it needs no script at all, and no other page may frame it.</summary>
internal static class PageHeaders
{
    public static IApplicationBuilder UsePageHeaders(this IApplicationBuilder app)
    {
        // Posts that begin at the portal may end at the provider: step up, sign out everywhere (CSP 3 §6.4.2 looks at redirects too).
        var authority = app.ApplicationServices.GetRequiredService<IOptions<PortalOptions>>().Value.Authority;
        var policy = $"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {authority}; base-uri 'none'; frame-ancestors 'none'";
        return app.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = policy;
            // The back button must not show what a signed-out person saw.
            http.Response.Headers.CacheControl = "no-cache, no-store";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "same-origin";
            return next(http);
        });
    }

    public static IApplicationBuilder UsePublicFiles(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
    });
}
