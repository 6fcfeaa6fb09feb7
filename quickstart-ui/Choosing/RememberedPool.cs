using Microsoft.AspNetCore.Http;

namespace Passkeys.QuickstartUi.Choosing;

/// <summary>Which pool a person chose for an application, for a year, in this browser.</summary>
internal static class RememberedPool
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>The pool's id, or null. Whether there still is such a pool is for the caller to find out.</summary>
    public static string? Find(HttpContext http, string? clientId) => PageCookie.Read(http, NameOf(clientId));

    public static void Keep(HttpContext http, string? clientId, string pool) => PageCookie.Keep(http, NameOf(clientId), pool, Lifetime);

    // Without an application it is for the host's own pages.
    private static string NameOf(string? clientId) => "pool." + PageCookie.TagOf(clientId ?? "");
}
