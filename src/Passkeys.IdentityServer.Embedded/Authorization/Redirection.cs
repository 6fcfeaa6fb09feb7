using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>A redirect that no cache keeps and that tells no other site where it came from: the address holds a code, or a request.</summary>
internal sealed class Redirection(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        // RFC 9700 §4.12: after a post, 303 lets no browser post again.
        httpContext.Response.StatusCode = HttpMethods.IsGet(httpContext.Request.Method) ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}
