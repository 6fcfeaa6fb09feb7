using DemoPortal.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace DemoPortal.Pages;

/// <summary>A sensitive action: done only within a minute after the same person used their passkey.</summary>
internal sealed class PayoutModel(IOptions<PortalOptions> options, TimeProvider time) : PageModel
{
    public bool IsConfirmed => RecentAuthentication.IsShownBy(User, time.GetUtcNow(), options.Value.RecentFor);

    public bool Done { get; private set; }

    // Looked at when it is done, not when the page was shown.
    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsConfirmed)
            return Challenge(SignInRequest.StepUp(await HttpContext.AuthenticateAsync(), options.Value.RecentFor, "/payout"), PasskeysSignIn.Scheme);
        Done = true;
        return Page();
    }
}
