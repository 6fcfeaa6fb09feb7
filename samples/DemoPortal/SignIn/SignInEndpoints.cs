using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace DemoPortal.SignIn;

/// <summary>Where a sign-in begins, and where one goes that did not end well.</summary>
internal static class SignInEndpoints
{
    public const string FailedPath = "/sign-in-failed";

    public static void MapSignIn(this WebApplication app) => app.MapGet("/sign-in", Begin);

    /// <summary>Goes to a page that says so, with the error's code if the provider gave one (RFC 6749 §4.1.2.1).</summary>
    public static Task TellFailureAsync(RemoteFailureContext context)
    {
        var error = context.Request.Query["error"].ToString();
        context.Response.Redirect(error.Length == 0 ? FailedPath : QueryHelpers.AddQueryString(FailedPath, "error", error));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static ChallengeHttpResult Begin(string? pool, bool? create, string? returnUrl, IOptions<PortalOptions> options)
    {
        var known = pool is not null && options.Value.Pools.Contains(pool) ? pool : null;
        var returnTo = RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl! : "/";
        return TypedResults.Challenge(SignInRequest.SignIn(known, create is true, returnTo), [PasskeysSignIn.Scheme]);
    }
}
