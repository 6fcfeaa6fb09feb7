namespace HostSample.Hosting;

/// <summary>HTTPS outside Development, and headers that narrow down what a browser does with an answer.</summary>
internal static class SecurityHeaders
{
    public static void UseTransportSecurity(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            return;
        app.UseHsts();

        // Probes come by plain http, from inside.
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal), outside => outside.UseHttpsRedirection());
    }

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(Add, http.Response.Headers);
        return next(http);
    });

    // What a page has set for itself stays.
    private static Task Add(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        return Task.CompletedTask;
    }
}
