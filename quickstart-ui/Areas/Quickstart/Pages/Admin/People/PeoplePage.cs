using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Ceremonies;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.People;

/// <summary>A page about the people of a pool.</summary>
public abstract class PeoplePage : AdminPoolPage
{
    /// <summary>A link that was made by the form before: shown in the answer to the form, and never again.</summary>
    public EnrolmentLink? Link { get; protected set; }

    /// <summary>This host's origin, for links.</summary>
    protected string Origin => Caller.HostOriginOf(HttpContext);

    /// <summary>What the page shows; read again once a form has changed it.</summary>
    protected abstract Task<IActionResult?> LoadAsync();

    /// <summary>The answer to a form: back to the page where it was done, and why not where it was not.</summary>
    protected async Task<IActionResult> AnswerAsync(ActRefusal? refusal, string done, string? elsewhere = null)
    {
        if (refusal is { } why)
            return await SayAsync(why);
        Done = done;
        return LocalRedirect(elsewhere ?? Request.PathBase + Request.Path);
    }

    /// <summary>The answer to a form that makes a link: the page itself, with the link, which stands in no address and in no cookie.</summary>
    protected async Task<IActionResult> ShowAsync(ActOutcome<EnrolmentLink> outcome)
    {
        if (outcome.Refusal is { } why)
            return await SayAsync(why);
        Link = outcome.Value;
        ModelState.Clear();
        return await LoadAsync() ?? Page();
    }

    /// <summary>The page with what was wrong.</summary>
    protected async Task<IActionResult> SayAsync(ActRefusal why, string field = "") => await ComplainAsync(field, $"People.Refused.{why}");

    /// <summary>The page with what was wrong, beside the field where it has one.</summary>
    protected async Task<IActionResult> ComplainAsync(string field, string text)
    {
        ModelState.AddModelError(field, HttpContext.RequestServices.GetRequiredService<IStringLocalizer<AdminTexts>>()[text]);
        return await LoadAsync() ?? Page();
    }
}
