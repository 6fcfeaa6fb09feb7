using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Applications;

/// <summary>Removes an application, once its id was typed.</summary>
public sealed class RemoveApplicationModel : ApplicationPage
{
    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.IsPlatform;

    /// <summary>What was typed to confirm it.</summary>
    [BindProperty]
    public string? Confirmation { get; set; }

    /// <summary>The version that was read.</summary>
    [BindProperty]
    public Guid Version { get; set; }

    /// <summary>Asks.</summary>
    public IActionResult OnGet()
    {
        if (!MayEdit)
            return NotFound();
        Version = Client.Version!.Value;
        return Page();
    }

    /// <summary>Removes it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (Confirmation?.Trim() != ClientId)
        {
            ModelState.AddModelError("Confirmation", HttpContext.RequestServices.GetRequiredService<IStringLocalizer<AdminTexts>>()["Applications.TypeId"]);
            return Page();
        }
        var outcome = await Registry.RemoveAsync(ClientId, Version, Who, HttpContext.RequestAborted);
        if (outcome is ClientOutcome.Done)
        {
            Done = "Applications.Removed";
            return RedirectToPage("/Admin/Applications/Index");
        }
        Say(outcome);
        return Page();
    }
}
