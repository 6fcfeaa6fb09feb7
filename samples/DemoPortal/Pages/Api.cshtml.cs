using DemoPortal.Calls;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace DemoPortal.Pages;

/// <summary>Calls APIs on the person's behalf.</summary>
internal sealed class ApiModel(ProviderCalls calls) : PageModel
{
    public IReadOnlyList<ApiAnswer> Answers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var accessToken = await HttpContext.GetTokenAsync("access_token");
        Answers =
        [
            await calls.GetAsync("/connect/userinfo", accessToken, ct),
            await calls.GetAsync($"/identity/{Uri.EscapeDataString(User.FindFirst("pool")?.Value ?? "")}/passkeys", accessToken, ct),
        ];
    }
}
