using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Passkeys.QuickstartUi.Headers;

/// <summary>What the browser may do on these pages, and on these alone: no script, style or frame from anywhere else, nothing inline, nothing kept.</summary>
internal sealed class PageHeaders : IAlwaysRunResultFilter
{
    private const string Base =
        "default-src 'none'; img-src 'self' data:; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private const string PermissionsPolicy =
        "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), display-capture=(), geolocation=(), "
        + "microphone=(), midi=(), payment=(), usb=(), serial=(), hid=(), accelerometer=(), gyroscope=(), magnetometer=(), fullscreen=()";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicyOf((context.Result as PageResult)?.Model);
        headers["Permissions-Policy"] = PermissionsPolicy;
        // Not no-referrer: a form's post would then say "Origin: null" (Fetch, "append a request Origin header").
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
    }

    // A captcha's script comes from its provider, and so do its frame, its styles and its calls: on the page that shows it, and on no other.
    private static string ContentSecurityPolicyOf(object? page)
    {
        var sites = page is IWidgetPage widget ? string.Concat(widget.Sites.Select(site => " " + OriginOf(site.OriginalString))) : "";
        return $"{Base}; script-src 'self'{sites}; style-src 'self'{sites}; connect-src 'self'{sites}{(sites.Length > 0 ? "; frame-src" + sites : FramesOf(page))}";
    }

    // default-src 'none' allows no frame; a page that needs one names whose.
    private static string FramesOf(object? page) => page is IFramingPage { FrameUrl: { } url } ? "; frame-src " + OriginOf(url) : "";

    private static string OriginOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal) ? uri.GetLeftPart(UriPartial.Authority) : "'self'";

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
