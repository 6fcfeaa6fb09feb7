using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Passkeys.QuickstartUi.Assets;

/// <summary>Serves the files: for ever under their version, with a check at every use without it.</summary>
internal static class AssetEndpoints
{
    private const string KeepForEver = "public, max-age=31536000, immutable";
    private const string AskFirst = "no-cache";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/_passkeys");
        group.MapMethods("/v/{version}/{**path}", Reading, (HttpContext http, UiAssets assets, string version, string path) =>
            Serve(http, assets.Find(path), version == assets.Version ? KeepForEver : AskFirst));
        group.MapMethods("/{**path}", Reading, (HttpContext http, UiAssets assets, string path) => Serve(http, assets.Find(path), AskFirst));
    }

    private static IResult Serve(HttpContext http, UiAsset? file, string caching)
    {
        if (file is null)
            return Results.NotFound();
        http.Response.Headers.CacheControl = caching;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
    }
}
