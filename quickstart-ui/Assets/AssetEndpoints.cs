using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Passkeys.QuickstartUi.Assets;

/// <summary>Serves the files: for ever under their version, with a check at every use without it.</summary>
internal static class AssetEndpoints
{
    private const string KeepForEver = "public, max-age=31536000, immutable";
    private const string AskFirst = "no-cache";
    private const string Brotli = "br";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/_passkeys");
        group.MapMethods("/v/{version}/{**path}", Reading, (HttpContext http, UiAssets assets, string version, string? path) =>
            Serve(http, assets.Find(path ?? ""), version == assets.Version ? KeepForEver : AskFirst));
        group.MapMethods("/{**path}", Reading, (HttpContext http, UiAssets assets, string? path) => Serve(http, assets.Find(path ?? ""), AskFirst));
    }

    private static IResult Serve(HttpContext http, UiAsset? file, string caching)
    {
        if (file is null)
            return Results.NotFound();
        var compressed = TakesBrotli(http.Request);
        var headers = http.Response.Headers;
        headers.CacheControl = caching;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (compressed)
            headers.ContentEncoding = Brotli;
        var (bytes, tag) = compressed ? file.Brotli : file.Plain;
        return Results.Bytes(bytes, file.ContentType, entityTag: tag);
    }

    private static bool TakesBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == Brotli && coding.Quality is not 0);
}
