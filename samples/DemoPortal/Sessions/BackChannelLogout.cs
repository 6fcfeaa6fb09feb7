using DemoPortal.SignIn;
using Microsoft.AspNetCore.Authentication;

namespace DemoPortal.Sessions;

/// <summary>Where the provider tells that somebody signed out (OpenID Connect Back-Channel Logout 1.0).</summary>
internal static class BackChannelLogout
{
    // No cookie is looked at and no antiforgery needed: the token alone says what ends, and the provider signed it.
    // A token that comes twice ends nothing twice, so none is remembered.
    public static void MapBackChannelLogout(this WebApplication app) => app.MapPost("/backchannel-logout", EndAsync);

    private static async Task<IResult> EndAsync(HttpContext http, ProviderTokens tokens, InMemorySessions sessions)
    {
        try
        {
            var claims = await tokens.ReadLogoutTokenAsync(await ReadTokenAsync(http.Request), http.RequestAborted);
            sessions.End(claims.Text("sid"), claims.Text("sub"));
            return Results.Ok();
        }
        catch (AuthenticationFailureException refused)
        {
            return Results.BadRequest(new { error = "invalid_request", error_description = refused.Message });
        }
    }

    private static async Task<string> ReadTokenAsync(HttpRequest request)
    {
        if (request.HasFormContentType && (await request.ReadFormAsync())["logout_token"] is [{ } token])
            return token;
        throw new AuthenticationFailureException("There is no logout_token.");
    }
}
