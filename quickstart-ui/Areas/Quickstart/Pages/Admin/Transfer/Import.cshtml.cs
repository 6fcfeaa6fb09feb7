using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Transfer;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Transfer;

/// <summary>One import: how far it is. The page asks again by itself while it runs.</summary>
/// <param name="import">Knows it.</param>
public sealed class ImportModel(ICredentialImport import) : AdminPoolPage
{
    /// <summary>The import of the address.</summary>
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid Id { get; set; }

    /// <summary>The import.</summary>
    public ImportState Import { get; private set; } = null!;

    /// <inheritdoc />
    protected override async Task<IActionResult?> PrepareInPoolAsync()
    {
        if (await import.FindAsync(Pool.Id, Id, HttpContext.RequestAborted) is not { } state)
            return NotFound();
        Import = state;
        return null;
    }

    /// <summary>Shows the page.</summary>
    public void OnGet()
    {
        // What browsers do with it is what a meta element would do; without a script, which the page then needs not have.
        if (Import.Status == ImportState.Running)
            Response.Headers["Refresh"] = "2";
    }
}
