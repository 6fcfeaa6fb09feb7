using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Applications;

/// <summary>Edits an application.</summary>
public sealed class EditApplicationModel : ApplicationPage
{
    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.IsPlatform;

    /// <summary>What is said of it.</summary>
    [BindProperty]
    public ClientForm Form { get; set; } = new();

    /// <summary>Shows the form.</summary>
    public IActionResult OnGet()
    {
        if (!MayEdit)
            return NotFound();
        Form = ClientForm.Of(Client.Settings);
        Form.Version = Client.Version!.Value;
        return Page();
    }

    /// <summary>Saves it, unless somebody else did meanwhile.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Page();
        var outcome = await Registry.ReplaceAsync(ClientId, Form.Version, Form.ToSettings(), Who, HttpContext.RequestAborted);
        if (outcome is ClientOutcome.Done)
        {
            Done = "Applications.Saved";
            return Redirect(Url.Content("~" + Address));
        }
        Say(outcome, "Form.");
        return Page();
    }
}
