using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Json;

/// <summary>Says in words of the API what routing says by its status alone: that there is no such call, or not by this method.</summary>
internal static class UnansweredCalls
{
    private static readonly PathString[] Apis = ["/identity", "/admin/api"];

    public static async Task DescribeAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var response = http.Response;
        if (response.HasStarted || response.ContentType is not null || response.ContentLength is not null || !Apis.Any(api => http.Request.Path.StartsWithSegments(api, StringComparison.Ordinal)))
            return;
        var said = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound(),
            StatusCodes.Status405MethodNotAllowed => Problem.Of(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "The call has another method; see Allow."),
            _ => null,
        };
        if (said is not null)
            await said.ExecuteAsync(http);
    }
}
