using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administration.Trail;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Lists;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Audit;

/// <summary>Entries as a file of JSON lines.</summary>
internal sealed class AuditDownload(string name, Func<ListQuery, Task<Listed<AuditEntry>>> list) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.ContentType = "application/x-ndjson";
        // A pool's id needs no quotes.
        http.Response.Headers.ContentDisposition = $"attachment; filename=audit-{name}.jsonl";
        await http.RequestServices.GetRequiredService<IAdministeredAudit>().ExportAsync(list, http.Response.Body, http.RequestAborted);
    }
}
