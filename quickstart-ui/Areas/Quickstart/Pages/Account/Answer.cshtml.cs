using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Errors;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>What a person answers to an application's request without signing in: no, as this account, as another one. Works without script.</summary>
/// <param name="engine">Takes the answers.</param>
/// <param name="visitors">Knows who is signed in.</param>
[StaleFormStartsAgain]
public sealed class AnswerModel(IEngineInteraction engine, IVisitors visitors) : PageModel
{
    /// <summary>The return address of the request.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Where the person is taken.</summary>
    public GoingOn GoingOn { get; private set; } = null!;

    /// <summary>Nothing is answered by a link: back to the question.</summary>
    public IActionResult OnGet() => RedirectToPage("/Account/ChoosePool", new { returnUrl = ReturnUrl });

    /// <summary>Goes back to the application without what it asked for.</summary>
    public Task<IActionResult> OnPostDenyAsync() => AnswerAsync(request => engine.DenyAsync(request, AuthorizationDenial.AccessDenied, HttpContext.RequestAborted));

    /// <summary>Goes on as the person who is signed in.</summary>
    public async Task<IActionResult> OnPostContinueAsync() => await visitors.FindAsync(HttpContext) is { } visitor
        ? await AnswerAsync(request => engine.ContinueAsync(request, visitor.SessionId, HttpContext.RequestAborted))
        : OnGet();

    /// <summary>Lets another person answer, where the application allows it.</summary>
    public async Task<IActionResult> OnPostChangeAsync() =>
        await FindAsync() is { SubjectIsFixed: false } request ? LocalRedirect(await engine.ChangePersonAsync(request, HttpContext.RequestAborted)) : OnGet();

    private async Task<IActionResult> AnswerAsync(Func<AuthorizationContext, Task<string>> answer)
    {
        if (await FindAsync() is not { } request)
            return OnGet();
        GoingOn = new GoingOn(await answer(request), request.Client.Name);
        return Page();
    }

    private Task<AuthorizationContext?> FindAsync() => engine.FindAuthorizationAsync(ReturnUrl, HttpContext.RequestAborted);
}
