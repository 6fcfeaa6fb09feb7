using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Http;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>What a person sees when a page does not exist, a form is too old, or the host failed.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    /// <summary>Which of the texts fits.</summary>
    public string Kind => Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "NotFound",
        StatusCodes.Status400BadRequest => "BadRequest",
        StatusCodes.Status429TooManyRequests => "TooMany",
        >= StatusCodes.Status500InternalServerError => "Server",
        _ => "Other",
    };
}
