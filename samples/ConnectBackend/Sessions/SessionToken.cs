using System.Net.Http.Headers;

namespace ConnectBackend.Sessions;

/// <summary>Where a request brings its session: a page in a cookie, an app in a header.</summary>
internal static class SessionToken
{
    public static string? In(HttpContext http) => InHeader(http) ?? http.Request.Cookies[SessionCookie.NameFor(http.Request)];

    /// <summary>A browser sends no such header by itself, so nobody can make one send it.</summary>
    public static string? InHeader(HttpContext http) =>
        AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var header) && header is { Scheme: "Bearer", Parameter: { Length: > 0 } token } ? token : null;
}
