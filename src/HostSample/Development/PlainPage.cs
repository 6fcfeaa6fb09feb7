namespace HostSample.Development;

/// <summary>samples/PlainPage under <c>/plain/</c>: the whole flow without any SDK.</summary>
internal static class PlainPage
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static readonly (string Name, string Type)[] Files =
    [
        ("index.html", "text/html; charset=utf-8"),
        ("plain.css", "text/css; charset=utf-8"),
        ("plain.js", "text/javascript; charset=utf-8"),
    ];

    public static void MapPlainPage(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;
        // The address of the page ends with a slash, so that the script is found beside it.
        app.MapGet("/plain", (HttpContext http) => http.Request.Path.Value!.EndsWith('/') ? Serve(http, Files[0]) : Results.LocalRedirect("/plain/"));
        app.MapGet("/plain/{name}", (HttpContext http, string name) => Serve(http, Files.FirstOrDefault(file => file.Name == name)));
    }

    private static IResult Serve(HttpContext http, (string Name, string Type) file)
    {
        if (file.Name is null)
            return Results.NotFound();
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Stream(typeof(PlainPage).Assembly.GetManifestResourceStream("plain/" + file.Name)!, file.Type);
    }
}
