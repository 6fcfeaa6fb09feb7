using DemoPortal.Calls;
using DemoPortal.Sessions;
using DemoPortal.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace DemoPortal.Pages;

/// <summary>Home: who is signed in, and what they can do.</summary>
internal sealed class IndexModel(IOptions<PortalOptions> options, ProviderCalls calls, ProviderTokens tokens, TimeProvider time) : PageModel
{
    [TempData]
    public string? Message { get; set; }

    /// <summary>What the page says once. A message that is set here and now would still be there the next time.</summary>
    public string? Notice { get; private set; }

    public IReadOnlyList<string> Pools => [.. options.Value.Pools];

    public IReadOnlyList<ClaimRow> Claims { get; private set; } = [];

    public DateTimeOffset? AccessTokenEnd { get; private set; }

    public async Task OnGetAsync(string? state)
    {
        Notice = state is not null && SignOutState.IsExpected(HttpContext, state) ? "You are signed out everywhere." : Message;
        Claims = ClaimRow.Of(User);
        AccessTokenEnd = (await HttpContext.AuthenticateAsync()).Properties?.AccessTokenEnd();
    }

    public async Task<IActionResult> OnPostRefreshAsync(CancellationToken ct)
    {
        var session = await HttpContext.AuthenticateAsync();
        if (!session.Succeeded || session.Properties.GetTokenValue("refresh_token") is not { } refreshToken)
            return RedirectToPage();
        if (await calls.RefreshAsync(refreshToken, ct) is not { } refreshed)
            return await EndAsync("The sign-in service has ended this session.");
        // OpenID Connect Core 1.0 §12.2: the new id_token is about the same person.
        if (refreshed.Text("id_token") is { } idToken && (await tokens.ReadIdTokenAsync(idToken, nonce: null, ct)).Text("sub") != User.FindFirst("sub")?.Value)
            return await EndAsync("The answer was about somebody else.");
        session.Properties.Take(refreshed, time.GetUtcNow());
        await HttpContext.SignInAsync(session.Principal, session.Properties);
        Message = "The portal has new tokens.";
        return RedirectToPage();
    }

    public Task<IActionResult> OnPostSignOutHereAsync() => EndAsync("You are signed out here. The sign-in service still knows you.");

    public async Task<IActionResult> OnPostSignOutEverywhereAsync()
    {
        var idToken = await HttpContext.GetTokenAsync("id_token");
        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Redirect(SignOutState.AddressOf(HttpContext, options.Value, idToken));
    }

    private async Task<IActionResult> EndAsync(string message)
    {
        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        Message = message;
        return RedirectToPage();
    }
}
