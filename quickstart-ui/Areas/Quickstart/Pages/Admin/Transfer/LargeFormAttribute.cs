using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Transfer;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Transfer;

/// <summary>
/// Lets a form be as large as a file of an import, before antiforgery reads it; only one of who may import into the pool, so that strangers fill no disk.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LargeFormAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    private const int BeforeAntiforgery = 900;
    private const long RestOfTheForm = 1024 * 1024;

    public int Order => BeforeAntiforgery;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || !PoolId.TryParse(http.Request.RouteValues["poolId"] as string, out var pool))
            return;
        var services = http.RequestServices;
        if (await services.GetRequiredService<IAdministrators>().FindAsync(http) is not { } administrator || !administrator.Reach.MayChange(pool))
            return;
        var most = services.GetRequiredService<IOptions<TransferOptions>>().Value.MaxImportBytes + RestOfTheForm;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        if (http.Features.Get<IFormFeature>() is null or { Form: null })
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = most }));
    }
}
