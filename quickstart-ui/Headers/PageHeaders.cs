using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Passkeys.QuickstartUi.Headers;

/// <summary>What the browser may do on these pages, and on these alone: no script, style or frame from anywhere else, nothing inline, nothing kept.</summary>
internal sealed class PageHeaders : IAlwaysRunResultFilter
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private const string PermissionsPolicy =
        "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), display-capture=(), geolocation=(), "
        + "microphone=(), midi=(), payment=(), usb=(), serial=(), hid=(), accelerometer=(), gyroscope=(), magnetometer=(), fullscreen=()";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy + FramesOf(context.Result);
        headers["Permissions-Policy"] = PermissionsPolicy;
        // Not no-referrer: a form's post would then say "Origin: null" (Fetch, "append a request Origin header").
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
    }

    // default-src 'none' allows no frame; the one page that needs one names whose.
    private static string FramesOf(IActionResult result) =>
        result is PageResult { Model: IFramingPage { FrameUrl: { } url } }
            ? "; frame-src " + (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal) ? uri.GetLeftPart(UriPartial.Authority) : "'self'")
            : "";

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
