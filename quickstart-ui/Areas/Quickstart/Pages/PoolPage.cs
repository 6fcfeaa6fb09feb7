using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>A page of one pool, named by its address. An unknown or disabled pool has none.</summary>
/// <param name="pools">The pools of the host.</param>
public abstract class PoolPage(IPools pools) : PageModel
{
    /// <summary>The pool of the address.</summary>
    public Pool Pool { get; private set; } = null!;

    /// <summary>Where the person goes on to after signing in: a path of this host, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await FindPoolAsync() is not { } pool)
        {
            context.Result = NotFound();
            return;
        }
        Pool = pool;
        if (!LocalUrl.Is(ReturnUrl))
            ReturnUrl = null;
        HttpContext.Features.Set(pool);
        if (await PrepareAsync() is { } elsewhere)
            context.Result = elsewhere;
        else
            await next();
    }

    /// <summary>What a page has to know before it is shown. Null: it is shown; else this is the answer.</summary>
    protected virtual Task<IActionResult?> PrepareAsync() => Task.FromResult<IActionResult?>(null);

    /// <summary>The address of a page of this pool, with the way on after signing in.</summary>
    public string LinkTo(string page) =>
        Url.Content($"~/account/{Pool.Id}/{page}") + (ReturnUrl is null ? "" : QueryString.Create("returnUrl", ReturnUrl).ToUriComponent());

    // Whoever chose the page's language has found the pool already.
    private Task<Pool?> FindPoolAsync() =>
        HttpContext.Features.Get<Pool>() is { } found ? Task.FromResult<Pool?>(found)
        : PoolId.TryParse(RouteData.Values["pool"] as string, out var id) ? pools.FindAsync(id, HttpContext.RequestAborted) : Task.FromResult<Pool?>(null);
}
