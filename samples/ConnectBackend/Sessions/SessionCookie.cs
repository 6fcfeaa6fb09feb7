namespace ConnectBackend.Sessions;

/// <summary>
/// The session of a web page: a cookie that no script reads and, over https, no other host and no plain connection carries (RFC 6265bis §4.1.3.2). SameSite=Lax, because Strict
/// would sign people out who come by a link.
/// </summary>
internal static class SessionCookie
{
    private const string Name = "session";
    private const string NameOverHttps = "__Host-session";

    public static string NameFor(HttpRequest request) => request.IsHttps ? NameOverHttps : Name;

    public static void Set(HttpContext http, string token) => http.Response.Cookies.Append(NameFor(http.Request), token, Options(http, SessionStore.Lifetime));

    public static void Remove(HttpContext http) => http.Response.Cookies.Delete(NameFor(http.Request), Options(http, maxAge: null));

    private static CookieOptions Options(HttpContext http, TimeSpan? maxAge) =>
        new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = maxAge };
}
