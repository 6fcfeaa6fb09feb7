using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Passkeys.IdentityServer.Duende.Answers;

/// <summary>Refuses bodies over 64 KiB at Duende's endpoints with 413, before Duende's middleware reads them.</summary>
internal sealed class BodyLimit : IStartupFilter
{
    private const long Most = 64 * 1024;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(LimitAsync);
        next(app);
    };

    private static async Task LimitAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/connect", StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }
        if (http.Request.ContentLength > Most)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Most;
        await next(http);
    }
}
