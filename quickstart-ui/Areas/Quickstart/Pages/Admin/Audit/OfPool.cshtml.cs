using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.Trail;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Audit;

/// <summary>The audit of a pool.</summary>
/// <param name="audit">The entries.</param>
public sealed class AuditOfPoolModel(IAdministeredAudit audit) : AdminPoolPage
{
    /// <summary>What is shown.</summary>
    public AuditView View { get; private set; } = null!;

    /// <summary>Shows a part of the entries.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var form = AuditForm.Read(Request.Query, ModelState);
        var entries = await ListAsync(form);
        var people = entries.Items.SelectMany(entry => new[] { entry.UserId, entry.Actor }).OfType<string>();
        var (chain, isChecked) = await AuditChainState.FindAsync(HttpContext, Pool.Id, form);
        View = new AuditView
        {
            Pool = Pool.Id,
            Form = form,
            Entries = entries,
            Names = await audit.NamesAsync(Pool.Id, people, HttpContext.RequestAborted),
            Chain = chain,
            IsChecked = isChecked,
        };
        return Page();
    }

    /// <summary>Gives all entries that the filters fit as a file.</summary>
    public IActionResult OnGetExport()
    {
        var form = AuditForm.Read(Request.Query, ModelState);
        return form.Filter is { } filter
            ? new AuditDownload(Pool.Id.Value, query => audit.ListAsync(Pool, filter, query with { Search = form.Query.Search }, HttpContext.RequestAborted))
            : BadRequest();
    }

    private async Task<Listed<AuditEntry>> ListAsync(AuditForm form)
    {
        try
        {
            return form.Filter is { } filter ? await audit.ListAsync(Pool, filter, form.Query, HttpContext.RequestAborted) : new Listed<AuditEntry>([], Next: null);
        }
        catch (InvalidMemberException invalid)
        {
            ModelState.AddModelError(invalid.Member, invalid.Message);
            return new Listed<AuditEntry>([], Next: null);
        }
    }
}
