using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>Makes a pool of a file that another host, or this one, exported; or puts it in the place of a pool.</summary>
/// <param name="pools">The pools.</param>
/// <param name="texts">The texts.</param>
[RequestSizeLimit(MostBytes * 4)]
public sealed class PoolImportModel(IAdministeredPools pools, IStringLocalizer<AdminTexts> texts) : AdminPage
{
    private const int MostBytes = 64 * 1024;

    /// <summary>The file.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The same as text.</summary>
    [BindProperty]
    public string? Json { get; set; }

    /// <summary>The pool to replace; nothing: a new one is made.</summary>
    [BindProperty]
    public string? Target { get; set; }

    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.IsPlatform;

    /// <summary>Imports the file.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        PoolId? target = null;
        if (!string.IsNullOrWhiteSpace(Target))
            target = PoolId.TryParse(Target.Trim(), out var id) ? id : null;
        if (target is null && !string.IsNullOrWhiteSpace(Target))
            ModelState.AddModelError(nameof(Target), texts["PoolWrong.id"]);
        var json = await ReadAsync();
        if (json.Length == 0)
            ModelState.AddModelError(nameof(Upload), texts["PoolImport.Missing"]);
        if (!ModelState.IsValid)
            return Page();
        return Answer(await pools.ImportAsync(Administrator, json, target, HttpContext.RequestAborted));
    }

    private async Task<string> ReadAsync()
    {
        if (Upload is not { Length: > 0 } file)
            return Json?.Trim() ?? "";
        if (file.Length > MostBytes)
        {
            ModelState.AddModelError(nameof(Upload), texts["PoolImport.TooBig"]);
            return " ";
        }
        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(HttpContext.RequestAborted);
    }

    private IActionResult Answer(PoolOutcome outcome)
    {
        switch (outcome)
        {
            case PoolOutcome.Saved saved:
                Done = "PoolImported";
                return Redirect(Url.Content($"~/admin/pools/{saved.Pool.Id}"));
            case PoolOutcome.Taken:
                ModelState.AddModelError(nameof(Target), texts["PoolImport.Taken"]);
                break;
            case PoolOutcome.NotFound:
                ModelState.AddModelError(nameof(Target), texts["PoolImport.NoTarget"]);
                break;
            case PoolOutcome.Invalid invalid:
                var text = texts[$"PoolWrong.{invalid.Member}"];
                ModelState.AddModelError(nameof(Upload), text.ResourceNotFound ? $"{invalid.Member}: {invalid.Message}" : $"{invalid.Member}: {text.Value}");
                break;
            case PoolOutcome.LastAdministrator:
                ModelState.AddModelError("", texts["PoolWrong.LastAdministrator"]);
                break;
            case PoolOutcome.Stale:
                ModelState.AddModelError("", texts["PoolDelete.Stale"]);
                break;
            default:
                return StatusCode(StatusCodes.Status403Forbidden);
        }
        return Page();
    }
}
