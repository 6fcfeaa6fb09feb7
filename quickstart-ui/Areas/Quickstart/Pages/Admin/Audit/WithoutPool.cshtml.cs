using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.Trail;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Audit;

/// <summary>The audit of what belongs to no pool, for those who may read every pool.</summary>
/// <param name="audit">The entries.</param>
public sealed class AuditWithoutPoolModel(IAdministeredAudit audit) : AdminPage
{
    /// <summary>What is shown.</summary>
    public AuditView View { get; private set; } = null!;

    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.ReadsAll;

    /// <summary>Shows a part of the entries.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var form = AuditForm.Read(Request.Query, ModelState);
        var entries = await ListAsync(form);
        var (chain, isChecked) = await AuditChainState.FindAsync(HttpContext, pool: null, form);
        View = new AuditView
        {
            Pool = null,
            Form = form,
            Entries = entries,
            Names = new Dictionary<string, string>(StringComparer.Ordinal),
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
            ? new AuditDownload("none", query => audit.ListWithoutPoolAsync(filter, query with { Search = form.Query.Search }, HttpContext.RequestAborted))
            : BadRequest();
    }

    private async Task<Listed<AuditEntry>> ListAsync(AuditForm form)
    {
        try
        {
            return form.Filter is { } filter ? await audit.ListWithoutPoolAsync(filter, form.Query, HttpContext.RequestAborted) : new Listed<AuditEntry>([], Next: null);
        }
        catch (InvalidMemberException invalid)
        {
            ModelState.AddModelError(invalid.Member, invalid.Message);
            return new Listed<AuditEntry>([], Next: null);
        }
    }
}
