using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Transfer;

/// <summary><c>export/credentials</c> and <c>imports</c>, of the administration API.</summary>
internal static class TransferEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        // It changes nothing, and takes the data of everybody out: no auditor's, and not with an old sign-in.
        pool.MapGet("/export/credentials", ExportAsync).WithMetadata(new TreatedAsChange());
        pool.MapPost("/imports", ImportAsync);
        pool.MapGet("/imports", ListAsync);
        pool.MapGet("/imports/{id:guid}", FindAsync);
    }

    private static async Task ExportAsync(HttpContext http, ICredentialExport export)
    {
        var pool = http.Pool();
        http.Response.ContentType = "application/x-ndjson";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{pool.Id}-credentials.jsonl\"";
        await export.WriteAsync(pool, Administrator.Of(http), http.Response.Body, http.RequestAborted);
    }

    private static async Task<IResult> ImportAsync(HttpContext http, ICredentialImport import, IOptions<TransferOptions> options)
    {
        var request = RequestOf(http.Request.Query);
        var pool = http.Pool();
        // The server's own limit is for bodies that are read into memory; this one goes to a file, by a limit of its own.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.MaxImportBytes;
        var outcome = Flag(http.Request.Query, "background")
            ? await import.StartAsync(pool, request, http.Request.Body, Administrator.Of(http), http.RequestAborted)
            : await import.ImportAsync(pool, request, http.Request.Body, Administrator.Of(http), progress: null, http.RequestAborted);
        return Answer(http, pool, outcome);
    }

    private static IResult Answer(HttpContext http, Pool pool, ImportOutcome outcome)
    {
        switch (outcome)
        {
            case ImportOutcome.Done { Report: var report }:
                http.Response.Headers.Location = PathOf(pool, report);
                return ApiJson.Ok(ReportJson.Of(report), StatusCodes.Status201Created);
            case ImportOutcome.Checked { Report: { Id: not null } report }:
                http.Response.Headers.Location = PathOf(pool, report);
                return ApiJson.Ok(ReportJson.Of(report), StatusCodes.Status202Accepted);
            case ImportOutcome.Checked { Report: var report }:
                return ApiJson.Ok(ReportJson.Of(report));
            case ImportOutcome.Invalid { Report: var report }:
                return Problem.Of(StatusCodes.Status422UnprocessableEntity, "invalid_import", "The file has errors; nothing was stored.", problem => Extend(problem, report));
            case ImportOutcome.Running:
                return Problem.Of(StatusCodes.Status409Conflict, "import_running", "Another import into the pool is running.");
            case ImportOutcome.TooLarge { MaxBytes: var most }:
                return Problem.Of(StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"The file may have at most {most} bytes.");
            default:
                return Problem.Of(StatusCodes.Status409Conflict, "import_taken_over", "The import took too long and was taken over; send the same file again to go on.");
        }
    }

    private static string PathOf(Pool pool, ImportReport report) => $"/admin/api/pools/{pool.Id}/imports/{report.Id}";

    private static void Extend(JsonObject problem, ImportReport report)
    {
        foreach (var (name, value) in ReportJson.Of(report).ToList())
            problem[name] = value?.DeepClone();
    }

    private static async Task<IResult> ListAsync(HttpContext http, ICredentialImport import) =>
        ListJson.Of(await import.ListAsync(http.Pool().Id, ListQuery.Read(http.Request.Query), http.RequestAborted));

    private static async Task<IResult> FindAsync(HttpContext http, Guid id, ICredentialImport import) =>
        await import.FindAsync(http.Pool().Id, id, http.RequestAborted) is { } state ? ApiJson.Ok(state) : Problem.NotFound();

    private static ImportRequest RequestOf(IQueryCollection query) => new()
    {
        Format = query["format"].ToString(),
        DryRun = Flag(query, "dryRun"),
        SkipInvalid = Flag(query, "skipInvalid"),
        RpId = query["rpId"].ToString() is { Length: > 0 } rpId ? rpId : null,
    };

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" or "false" => false,
        "true" => true,
        _ => throw new InvalidMemberException(name, "true or false is expected."),
    };
}
