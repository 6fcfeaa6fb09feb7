using Microsoft.AspNetCore.Http;

namespace Passkeys.QuickstartUi.Errors;

/// <summary>Whether a person looks at the answer: a browser asks for a page, and not at an address that programs use.</summary>
internal static class PageRequest
{
    private static readonly PathString[] ForPrograms = ["/identity", "/connect", "/admin/api", "/.well-known", "/health", "/_passkeys"];

    public static bool Is(HttpRequest request) =>
        !ForPrograms.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
