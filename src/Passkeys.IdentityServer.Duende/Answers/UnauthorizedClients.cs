using Duende.IdentityServer.Hosting;
using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Duende.Answers;

/// <summary>Answers a client that did not authenticate with 401, and with a challenge where it tried by the header (RFC 6749 §5.2). Duende answers 400.</summary>
/// <param name="others">Writes the answer.</param>
/// <param name="errorOf">The error code of an answer.</param>
internal sealed class UnauthorizedClients<TResult>(IHttpResponseWriter<TResult> others, Func<TResult, string?> errorOf) : IHttpResponseWriter<TResult>
    where TResult : IEndpointResult
{
    public Task WriteHttpResponse(TResult result, HttpContext context)
    {
        if (errorOf(result) == "invalid_client")
            context.Response.OnStarting(() => Refuse(context));
        return others.WriteHttpResponse(result, context);
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        if (context.Request.Headers.Authorization.Count > 0)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"token\"";
        return Task.CompletedTask;
    }
}
