using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Transfer;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Transfer;

/// <summary>People and credentials of a pool, out and in.</summary>
/// <param name="import">Brings them in.</param>
/// <param name="export">Brings them out.</param>
/// <param name="texts">The texts.</param>
[LargeForm]
public sealed class TransferModel(ICredentialImport import, ICredentialExport export, IStringLocalizer<AdminTexts> texts) : AdminPoolPage
{
    private const int ShownImports = 20;

    /// <summary>The format that was chosen.</summary>
    [BindProperty]
    public string Format { get; set; } = ImportFormat.Passkeys;

    /// <summary>The RP ID of passkeys for which the file tells none.</summary>
    [BindProperty]
    [MaxLength(253)]
    public string? RpId { get; set; }

    /// <summary>Whether nothing is to be stored.</summary>
    [BindProperty]
    public bool DryRun { get; set; } = true;

    /// <summary>Whether records that are wrong are left out.</summary>
    [BindProperty]
    public bool SkipInvalid { get; set; }

    /// <summary>The file.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What a look at the file found, or null.</summary>
    public ImportReport? Report { get; private set; }

    /// <summary>The imports, the newest first.</summary>
    public Listed<ImportState> Imports { get; private set; } = new([], null);

    /// <summary>The part that the address asks for.</summary>
    [BindProperty(SupportsGet = true, Name = "cursor")]
    public string? Cursor { get; set; }

    /// <summary>Shows the page.</summary>
    public Task OnGetAsync() => ListAsync();

    /// <summary>Hands the export over.</summary>
    public IActionResult OnPostExport() => new CredentialsDownload(Pool, Administrator, export);

    /// <summary>Looks at a file, and brings it in where that is wanted.</summary>
    public async Task<IActionResult> OnPostImportAsync()
    {
        if (Upload is null)
            ModelState.AddModelError(nameof(Upload), texts["Transfer.FileMissing"]);
        if (ModelState.IsValid && await ImportAsync(Upload!) is { } outcome && Tell(outcome) is { } result)
            return result;
        await ListAsync();
        return Page();
    }

    private async Task<ImportOutcome?> ImportAsync(IFormFile file)
    {
        var request = new ImportRequest { Format = Format, DryRun = DryRun, SkipInvalid = SkipInvalid, RpId = string.IsNullOrWhiteSpace(RpId) ? null : RpId.Trim() };
        await using var content = file.OpenReadStream();
        try
        {
            return await import.StartAsync(Pool, request, content, Administrator, HttpContext.RequestAborted);
        }
        catch (InvalidMemberException invalid)
        {
            var field = invalid.Member == "rpId" ? nameof(RpId) : nameof(Format);
            ModelState.AddModelError(field, texts[$"Transfer.{field}Wrong"]);
            return null;
        }
    }

    private RedirectToPageResult? Tell(ImportOutcome outcome)
    {
        switch (outcome)
        {
            case ImportOutcome.Checked { Report: { Id: { } id, ErrorCount: 0 } }:
                return RedirectToPage("/Admin/Transfer/Import", new { poolId = PoolName, id });
            case ImportOutcome.Checked { Report: var report }:
                Report = report;
                break;
            case ImportOutcome.Invalid { Report: var report }:
                Report = report;
                break;
            case ImportOutcome.TooLarge { MaxBytes: var most }:
                ModelState.AddModelError(nameof(Upload), texts["Transfer.TooLarge", most / (1024 * 1024)]);
                break;
            default:
                ModelState.AddModelError("", texts["Transfer.RunningElsewhere"]);
                break;
        }
        return null;
    }

    private async Task ListAsync() => Imports = await import.ListAsync(Pool.Id, new ListQuery(Cursor: Cursor, Limit: ShownImports), HttpContext.RequestAborted);
}
