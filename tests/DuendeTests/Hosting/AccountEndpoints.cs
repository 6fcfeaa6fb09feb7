using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>The host's own pages, as far as they matter: signing in and out with a password, and something for people who are signed in.</summary>
internal static class AccountEndpoints
{
    /// <summary>A CORS policy of the host's.</summary>
    public const string PartnersPolicy = "partners";

    /// <summary>Signs in as ever.</summary>
    public const string SignInAsEver = "/account/login-as-ever";

    /// <summary>Signs in, and gives the extension its word.</summary>
    public const string SignIn = "/account/login";

    /// <summary>Says who is signed in, by the host's default scheme.</summary>
    public const string Me = "/me";

    /// <summary>Signs in as an external provider's callback does.</summary>
    public const string ExternalCallback = "/account/external";

    /// <summary>Signs out by the extension.</summary>
    public const string SignOut = "/account/logout";

    /// <summary>Signs out as ever.</summary>
    public const string SignOutAsEver = "/account/logout-as-ever";

    /// <summary>Makes the cookie anew.</summary>
    public const string Refresh = "/account/refresh";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SignIn, () => "The sign-in page.");
        endpoints.MapPost(SignInAsEver, SignInAsEverAsync).DisableAntiforgery();
        endpoints.MapPost(SignIn, SignInAsync).DisableAntiforgery();
        endpoints.MapPost(ExternalCallback, SignInExternallyAsync).DisableAntiforgery();
        endpoints.MapPost(SignOut, (HttpContext http, ISignOut passkeys) => passkeys.ExecuteAsync(http)).DisableAntiforgery();
        endpoints.MapPost(SignOutAsEver, (SignInManager<ApplicationUser> signIn) => signIn.SignOutAsync()).DisableAntiforgery();
        endpoints.MapPost(Refresh, RefreshAsync).DisableAntiforgery();
        endpoints.MapGet(Me, (ClaimsPrincipal person) => person.FindFirstValue("sub")).RequireAuthorization();
        endpoints.MapGet("/partners", () => "For partners.").RequireCors(PartnersPolicy);
    }

    private static async Task<IResult> SignInAsEverAsync([FromForm] string userName, [FromForm] string password, SignInManager<ApplicationUser> signIn) =>
        (await signIn.PasswordSignInAsync(userName, password, isPersistent: false, lockoutOnFailure: true)).Succeeded ? Results.Ok() : Results.Unauthorized();

    private static async Task<IResult> SignInAsync(
        [FromForm] string userName, [FromForm] string password, HttpContext http, SignInManager<ApplicationUser> signIn, IHostSignIn passkeys)
    {
        if (!(await signIn.PasswordSignInAsync(userName, password, isPersistent: false, lockoutOnFailure: true)).Succeeded)
            return Results.Unauthorized();
        return Results.Text((await TellAsync(userName, http, signIn, passkeys)).ToString());
    }

    #region TellAsync
    private static async Task<HostSignInOutcome> TellAsync(string userName, HttpContext http, SignInManager<ApplicationUser> signIn, IHostSignIn passkeys)
    {
        var user = (await signIn.UserManager.FindByNameAsync(userName))!;
        var person = new HostPerson(user.Id, user.UserName!) { Email = user.Email, EmailVerified = user.EmailConfirmed };
        return await passkeys.SignInAsync(http, new PoolId("people"), person, new AuthenticationContext("pwd", ""), http.RequestAborted);
    }
    #endregion

    private static async Task RefreshAsync(ClaimsPrincipal person, SignInManager<ApplicationUser> signIn) =>
        await signIn.RefreshSignInAsync((await signIn.UserManager.GetUserAsync(person))!);

    private static async Task SignInExternallyAsync([FromForm] string userName, SignInManager<ApplicationUser> signIn) =>
        await signIn.SignInWithClaimsAsync((await signIn.UserManager.FindByNameAsync(userName))!, isPersistent: false, [new Claim("idp", "partner"), new Claim("amr", "external")]);
}
