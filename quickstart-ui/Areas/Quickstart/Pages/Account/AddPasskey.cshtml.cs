using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Errors;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Asks a person who signed in by another device, or by another method, whether this device should have a passkey too. The way on is open in any case.</summary>
/// <param name="pools">The pools of the host.</param>
/// <param name="visitors">Knows who is signed in.</param>
[StaleFormStartsAgain]
public sealed class AddPasskeyModel(IPools pools, IVisitors visitors) : PoolPage(pools)
{
    private static readonly TimeSpan Silence = TimeSpan.FromDays(90);

    private const char QueryStart = '?';

    private Visitor? _visitor;

    /// <summary>Why the person is asked: <c>password</c>, they signed in without a passkey; <c>moved</c>, by one of a former RP ID; anything else, by one of another device.</summary>
    [BindProperty(SupportsGet = true, Name = "why")]
    public string? Why { get; set; }

    /// <summary>Where the way on leads.</summary>
    public string WayOn => ReturnUrl ?? Url.Content("~/passkeys");

    /// <summary>Where the person is taken after "not now"; null while the page asks.</summary>
    public GoingOn? GoingOn { get; private set; }

    // Who said "not now" in this browser, without saying who.
    private string Cookie => "not-now." + PageCookie.TagOf($"{_visitor!.Pool} {_visitor.UserId}");

    /// <summary>Asks; or goes on where the person said "not now" lately, or is signed out by now.</summary>
    public IActionResult OnGet() => _visitor is null || PageCookie.Read(HttpContext, Cookie) is not null ? LocalRedirect(WayOn) : Page();

    /// <summary>Goes on, and does not ask again for 90 days.</summary>
    public IActionResult OnPostNotNow()
    {
        if (_visitor is not null)
            PageCookie.Keep(HttpContext, Cookie, "1", Silence);
        GoingOn = new GoingOn(WayOn, null);
        return Page();
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> PrepareAsync()
    {
        // The way on never leads here again.
        if (ReturnUrl?.Split(QueryStart)[0].EndsWith("/add-passkey", StringComparison.OrdinalIgnoreCase) is true)
            ReturnUrl = null;
        _visitor = await visitors.FindAsync(HttpContext) is { } visitor && visitor.Pool == Pool.Id ? visitor : null;
        return null;
    }
}
