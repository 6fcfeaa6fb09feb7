using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Applications;

/// <summary>The secrets of an application: a new one is shown in the answer to the form, and an old one goes once nobody uses it.</summary>
public sealed class SecretsModel : ApplicationPage
{
    /// <inheritdoc />
    protected override bool MayRead => Administrator.Reach.IsPlatform;

    /// <summary>The secret that a form removes.</summary>
    [BindProperty]
    public string? SecretId { get; set; }

    /// <summary>What was typed to confirm it.</summary>
    [BindProperty]
    public string? Confirmation { get; set; }

    /// <summary>The new secret, in the answer to its making.</summary>
    public NewClientSecret? Secret { get; private set; }

    /// <summary>Shows them.</summary>
    public IActionResult OnGet() => MayEdit && !Client.IsPublic ? Page() : NotFound();

    /// <summary>Makes one.</summary>
    public async Task<IActionResult> OnPostAddAsync()
    {
        var outcome = await Registry.AddSecretAsync(ClientId, Who, HttpContext.RequestAborted);
        if (outcome is ClientOutcome.Done { Secret: { } secret })
        {
            Secret = secret;
            Response.Headers.CacheControl = "no-store";
        }
        else
        {
            Say(outcome);
        }
        return Page();
    }

    /// <summary>Removes one.</summary>
    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (Confirmation?.Trim() != ClientId)
        {
            ModelState.AddModelError("Confirmation", HttpContext.RequestServices.GetRequiredService<IStringLocalizer<AdminTexts>>()["Applications.TypeId"]);
            return Page();
        }
        var outcome = await Registry.RemoveSecretAsync(ClientId, SecretId ?? "", Who, HttpContext.RequestAborted);
        if (outcome is ClientOutcome.Done)
        {
            Done = "Applications.SecretRemoved";
            return Redirect(Url.Content("~" + Address + "/secrets"));
        }
        Say(outcome);
        return Page();
    }
}
