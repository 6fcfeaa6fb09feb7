using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Logout;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>The end session endpoint (OpenID Connect RP-Initiated Logout 1.0 §2). It ends nothing itself: the page it leads to does, which can ask.</summary>
internal sealed class EndSessionEndpoint(LogoutRequests requests, IOptions<PasskeysOptions> options)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var (form, _) = HttpMethods.IsPost(http.Request.Method)
            ? await OAuthForm.ReadAsync(http.Request, http.RequestAborted)
            : OAuthForm.Of(http.Request.Query);
        var query = QueryString.Create("logoutId", await requests.SealAsync(form, http.RequestAborted));
        return Results.Redirect($"{http.Request.PathBase}{options.Value.Pages.SignOut}{query}");
    }
}
