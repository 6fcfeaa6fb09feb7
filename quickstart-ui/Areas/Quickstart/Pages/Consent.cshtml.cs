using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Errors;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>Asks a person what an application may have (OpenID Connect Core 1.0 §3.1.2.4). Works without script.</summary>
/// <param name="engine">Knows what the application asks for, and takes the answer.</param>
/// <param name="visitors">Knows who is signed in.</param>
[StaleFormStartsAgain]
public sealed class ConsentModel(IEngineInteraction engine, IVisitors visitors) : PageModel
{
    /// <summary>The return address of the request.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>What the person lets the application have, of what may be left out.</summary>
    [BindProperty(Name = "scope")]
    public string[] Scope { get; set; } = [];

    /// <summary>Whether the same need not be asked again.</summary>
    [BindProperty(Name = "remember")]
    public bool Remember { get; set; }

    /// <summary>What the application asks for.</summary>
    public AuthorizationContext Authorization { get; private set; } = null!;

    /// <summary>Who is asked.</summary>
    public Visitor Visitor { get; private set; } = null!;

    /// <summary>Where the person is taken after the answer; null while the page asks.</summary>
    public GoingOn? GoingOn { get; private set; }

    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    /// <summary>Lets the application have what is ticked.</summary>
    public Task<IActionResult> OnPostAllowAsync() => AnswerAsync(() =>
        engine.GrantConsentAsync(Authorization, Visitor.SessionId, [.. Authorization.Scope.Where(IsGiven)], Remember && Authorization.ConsentMayBeRemembered, HttpContext.RequestAborted));

    /// <summary>Lets it have nothing.</summary>
    public Task<IActionResult> OnPostDenyAsync() => AnswerAsync(() => engine.DenyAsync(Authorization, AuthorizationDenial.AccessDenied, HttpContext.RequestAborted));

    /// <summary>Whether a scope cannot be left out: without it there is nothing to sign in to.</summary>
    public static bool IsFixed(string scope) => scope == UserClaims.OpenId;

    private bool IsGiven(string scope) => IsFixed(scope) || Scope.Contains(scope, StringComparer.Ordinal);

    private async Task<IActionResult> AnswerAsync(Func<Task<string>> answer)
    {
        if (await FindAsync() is { } elsewhere)
            return elsewhere;
        GoingOn = new GoingOn(await answer(), Authorization.Client.Name);
        return Page();
    }

    // Null: there is a request, and a person who may answer it.
    private async Task<IActionResult?> FindAsync()
    {
        if (await engine.FindAuthorizationAsync(ReturnUrl, HttpContext.RequestAborted) is not { } request)
            return NotFound();
        Authorization = request;
        if (await visitors.FindAsync(HttpContext) is not { } visitor || !MayAnswer(visitor))
            return RedirectToPage("/Account/ChoosePool", new { returnUrl = ReturnUrl });
        Visitor = visitor;
        return null;
    }

    private bool MayAnswer(Visitor visitor) =>
        Authorization.Pools.Contains(visitor.Pool) && (Authorization.Subject is null || Authorization.Subject == visitor.UserId);
}
