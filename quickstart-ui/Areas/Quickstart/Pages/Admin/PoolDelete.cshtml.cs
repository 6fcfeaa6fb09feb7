using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Administration.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>Deletes a pool, when its id was typed.</summary>
/// <param name="pools">The pools.</param>
/// <param name="texts">The texts.</param>
public sealed class PoolDeleteModel(IAdministeredPools pools, IStringLocalizer<AdminTexts> texts) : AdminPoolPage
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public string? Typed { get; set; }

    /// <summary>The version that was shown.</summary>
    [BindProperty]
    public Guid Version { get; set; }

    /// <inheritdoc />
    public override bool MayChange => Administrator.Reach.IsPlatform;

    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.IsPlatform;

    /// <summary>Shows what would go.</summary>
    public void OnGet() => Version = Pool.Version;

    /// <summary>Deletes the pool.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!string.Equals(Typed?.Trim(), Pool.Id.Value, StringComparison.Ordinal))
            ModelState.AddModelError(nameof(Typed), texts["PoolDelete.NotTyped", Pool.Id]);
        if (!ModelState.IsValid)
            return Page();
        switch (await pools.DeleteAsync(Administrator, Pool.Id, Version, HttpContext.RequestAborted))
        {
            case PoolOutcome.Saved:
                Done = "PoolDeleted";
                return Redirect(Url.Content("~/admin"));
            case PoolOutcome.Stale stale:
                Version = stale.Current.Version;
                ModelState.Remove(nameof(Version));
                ModelState.AddModelError("", texts["PoolDelete.Stale"]);
                return Page();
            case PoolOutcome.LastAdministrator:
                ModelState.AddModelError("", texts["PoolWrong.LastAdministrator"]);
                return Page();
            case PoolOutcome.OutOfReach:
                return StatusCode(StatusCodes.Status403Forbidden);
            default:
                return NotFound();
        }
    }
}
