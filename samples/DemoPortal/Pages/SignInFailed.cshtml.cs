using Microsoft.AspNetCore.Mvc.RazorPages;

namespace DemoPortal.Pages;

/// <summary>Says why somebody came back without having signed in.</summary>
internal sealed class SignInFailedModel : PageModel
{
    public string Explanation { get; private set; } = "";

    // Only codes that are known are told in words: what stands in an address is anybody's text (RFC 6749 §4.1.2.1, OpenID Connect Core 1.0 §3.1.2.6).
    public void OnGet(string? error) => Explanation = error switch
    {
        null or "access_denied" => "You did not finish signing in, or it took too long.",
        "login_required" or "interaction_required" or "consent_required" or "account_selection_required" => "The sign-in service has to ask you first.",
        "unmet_authentication_requirements" => "A stronger passkey is needed for that.",
        "temporarily_unavailable" or "server_error" => "The sign-in service is not available right now.",
        _ => "The sign-in service did not accept the portal's request.",
    };
}
