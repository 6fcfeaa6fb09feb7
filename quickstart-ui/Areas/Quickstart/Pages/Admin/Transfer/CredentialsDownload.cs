using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Transfer;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Transfer;

/// <summary>The people of a pool as a file. A result, so that the headers of every page are set before its first byte.</summary>
internal sealed class CredentialsDownload(Pool pool, Administrator by, ICredentialExport export) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.ContentType = "application/x-ndjson";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{pool.Id}-credentials.jsonl\"";
        return export.WriteAsync(pool, by, http.Response.Body, http.RequestAborted);
    }
}
