using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Endpoints;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>The page that posts an answer to the client (OAuth 2.0 Form Post Response Mode §2). Without scripts it has a button.</summary>
internal sealed class FormPostPage(string action, IReadOnlyList<KeyValuePair<string, string?>> fields) : IResult
{
    // No form-action: the client's page may redirect on to wherever it likes, and a browser would hold that against the form.
    private const string Policy = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Script = "document.forms[0].submit();\n";

    /// <summary>The script, in a file of its own because no page of this host runs what stands in it.</summary>
    public static IResult ScriptFile(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(Script, "text/javascript", Encoding.UTF8);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        return httpContext.Response.WriteAsync(Write($"{httpContext.Request.PathBase}{ProviderPaths.FormPostScript}"), httpContext.RequestAborted);
    }

    private string Write(string script)
    {
        var html = new StringBuilder()
            .Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Signing in</title></head><body>")
            .Append("<form method=\"post\" action=\"").Append(Encode(action)).Append("\">");
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
            html.Append("<input type=\"hidden\" name=\"").Append(Encode(name)).Append("\" value=\"").Append(Encode(value!)).Append("\">");
        return html
            .Append("<noscript><button type=\"submit\">Continue</button></noscript></form>")
            .Append("<script src=\"").Append(Encode(script)).Append("\"></script></body></html>")
            .ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
