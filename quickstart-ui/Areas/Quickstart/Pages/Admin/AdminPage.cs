using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Errors;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>
/// A page of the administration. Only an administrator who signed in with a passkey that verified them sees it, and only what is within their reach; a form is
/// taken only from one who may change what it is about and whose sign-in is recent.
/// </summary>
[StaleFormStartsAgain]
public abstract class AdminPage : PageModel
{
    /// <summary>Who is here.</summary>
    public Administrator Administrator { get; private set; } = null!;

    /// <summary>The person who is signed in.</summary>
    public Visitor Visitor { get; private set; } = null!;

    /// <summary>What was done by the form before, a key of the texts; shown once.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>Whether the page may be seen.</summary>
    protected virtual bool MayRead => Administrator.Reach.IsAny;

    /// <summary>Whether what the page shows may be changed; without, it has no forms.</summary>
    public virtual bool MayChange => Administrator.Reach.IsPlatform;

    /// <summary>How long the sign-in still counts as recent, in seconds. The page's script asks for the passkey again after that.</summary>
    public int FreshFor => Administrator.AuthenticatedAt is { } at
        ? Seconds(at + Options.AdministratorAuthentication - HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())
        : 0;

    /// <summary>How long a sign-in of now would count as recent, in seconds.</summary>
    public int FreshSpan => Seconds(Options.AdministratorAuthentication);

    private PasskeysOptions Options => HttpContext.RequestServices.GetRequiredService<IOptions<PasskeysOptions>>().Value;

    // A little less, so that what is sent in time also arrives in time.
    private static int Seconds(TimeSpan span) => Math.Max(0, (int)span.TotalSeconds - 5);

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var changes = !HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method);
        context.Result = await RefuseAsync(changes);
        if (context.Result is not null)
            return;
        // Without a handler the framework would show the page as if it had been asked for.
        context.Result = changes && context.HandlerMethod is null ? StatusCode(StatusCodes.Status405MethodNotAllowed) : await PrepareAsync();
        if (context.Result is null)
            await next();
    }

    /// <summary>What a page has to know before it is shown, or a form of it is looked at. Null: it goes on; else this is the answer.</summary>
    protected virtual Task<IActionResult?> PrepareAsync() => Task.FromResult<IActionResult?>(null);

    private async Task<IActionResult?> RefuseAsync(bool changes)
    {
        var services = HttpContext.RequestServices;
        var administrators = services.GetRequiredService<IAdministrators>();
        var here = Request.PathBase + Request.Path + (changes ? QueryString.Empty : Request.QueryString);
        if (await services.GetRequiredService<IVisitors>().FindAsync(HttpContext) is not { } visitor)
            return Challenge(new AuthenticationProperties { RedirectUri = here }, PasskeysAuthentication.Scheme);
        Visitor = visitor;
        if (await administrators.FindAsync(HttpContext) is not { } administrator)
            return await administrators.IsOneAsync(HttpContext) ? RedirectToPage("/Admin/Confirm", new { returnUrl = here }) : StatusCode(StatusCodes.Status403Forbidden);
        Administrator = administrator;
        if (!(changes ? MayChange && MayRead : MayRead))
            return StatusCode(StatusCodes.Status403Forbidden);
        return changes && !administrators.IsRecent(administrator) ? RedirectToPage("/Admin/Confirm", new { returnUrl = here }) : null;
    }
}
