namespace ConnectBackend;

/// <summary>What every answer carries: the page runs its own script alone, and talks to itself and to the provider.</summary>
internal static class PageHeaders
{
    public static IApplicationBuilder UsePageHeaders(this IApplicationBuilder app)
    {
        var authority = app.ApplicationServices.GetRequiredService<ConnectSettings>().Authority;
        var policy = $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' {authority}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        return app.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = policy;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(http);
        });
    }
}
