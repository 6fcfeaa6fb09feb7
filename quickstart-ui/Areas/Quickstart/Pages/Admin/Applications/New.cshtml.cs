using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Applications;

/// <summary>Registers an application. Its secret stands in the answer to the form, and nowhere else.</summary>
public sealed class NewApplicationModel : ApplicationsPage
{
    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.IsPlatform;

    /// <summary>What is said of it.</summary>
    [BindProperty]
    public ClientForm Form { get; set; } = new();

    /// <summary>The application, once it is there.</summary>
    public ClientDescription? Created { get; private set; }

    /// <summary>Its secret, or null.</summary>
    public NewClientSecret? Secret { get; private set; }

    /// <summary>Shows the form.</summary>
    public IActionResult OnGet()
    {
        if (!MayRegister)
            return NotFound();
        Form = ClientForm.Of(new ClientSettings { GrantTypes = ["authorization_code"], Scopes = [UserClaims.OpenId, UserClaims.Profile] });
        Form.Type = "confidential";
        return Page();
    }

    /// <summary>Registers it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return Page();
        var id = Form.ClientId?.Trim() is { Length: > 0 } chosen ? chosen : null;
        var outcome = await Registry.CreateAsync(id, Form.Type == "public", Form.ToSettings(), Who, HttpContext.RequestAborted);
        if (outcome is not ClientOutcome.Done(var client, var secret))
        {
            Say(outcome, "Form.");
            return Page();
        }
        if (secret is null)
        {
            Done = "Applications.Created";
            return Redirect(Url.Content("~" + ApplicationPage.AddressOf(client.ClientId)));
        }
        (Created, Secret) = (client, secret);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
