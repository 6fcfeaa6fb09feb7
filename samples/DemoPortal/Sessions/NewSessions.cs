using Microsoft.Net.Http.Headers;

namespace DemoPortal.Sessions;

/// <summary>
/// A sign-in begins a session of its own. The framework's cookie handler renews the stored session that the browser came with, so whoever planted a cookie
/// beforehand would find somebody else signed in by it (session fixation); without the cookie it stores a new one.
/// </summary>
internal static class NewSessions
{
    public static IApplicationBuilder UseNewSessionAt(this IApplicationBuilder app, string callbackPath, string cookie) => app.Use((http, next) =>
    {
        if (http.Request.Path == callbackPath && CookieHeaderValue.TryParseList(http.Request.Headers.Cookie, out var cookies))
            http.Request.Headers.Cookie = string.Join("; ", cookies.Where(sent => sent.Name != cookie));
        return next(http);
    });
}
