using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>What a person sees when a page does not exist, a form is too old, the host failed, or an application's request cannot be answered to it.</summary>
/// <param name="engine">Knows what was wrong with an application's request.</param>
/// <param name="visitors">Knows who is signed in.</param>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel(IEngineInteraction engine, IVisitors visitors) : PageModel
{
    /// <summary>What was wrong with an application's request, by the id that the engine gave it.</summary>
    [BindProperty(SupportsGet = true, Name = "errorId")]
    public string? ErrorId { get; set; }

    /// <summary>What was wrong with an application's request, or null.</summary>
    public EngineError? Failure { get; private set; }

    /// <summary>Who is signed in and is not let in; null wherever that does not matter.</summary>
    public Visitor? Visitor { get; private set; }

    /// <summary>Which of the texts fits.</summary>
    public string Kind => Failure is not null
        ? Failure.Code == EngineError.RequestExpired ? "Expired" : "App"
        : Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => "NotFound",
            StatusCodes.Status400BadRequest => "BadRequest",
            StatusCodes.Status403Forbidden => "Forbidden",
            StatusCodes.Status429TooManyRequests => "TooMany",
            >= StatusCodes.Status500InternalServerError => "Server",
            _ => "Other",
        };

    /// <summary>Shows the page. Where an application is at fault, the answer's status says so (RFC 6749 §4.1.2.1).</summary>
    public async Task OnGetAsync()
    {
        await FindVisitorAsync();
        Failure = await engine.FindErrorAsync(ErrorId, HttpContext.RequestAborted);
        if (Failure is not null)
            Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    /// <summary>Shows the page after a form that was not taken.</summary>
    public Task OnPostAsync() => FindVisitorAsync();

    private async Task FindVisitorAsync()
    {
        if (Response.StatusCode == StatusCodes.Status403Forbidden)
            Visitor = await visitors.FindAsync(HttpContext);
    }
}
