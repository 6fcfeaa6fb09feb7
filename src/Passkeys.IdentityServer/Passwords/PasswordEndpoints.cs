using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Passwords;

/// <summary>A person's own <c>password</c>.</summary>
internal static class PasswordEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/password", DescribeAsync);
        pool.MapPut("/password", SetAsync);
        pool.MapDelete("/password", RemoveAsync);
        PasswordSignInEndpoints.Map(pool);
    }

    public static IResult Disabled() => Problem.Of(StatusCodes.Status403Forbidden, "password_disabled", "This pool has no passwords here.");

    private static async Task<IResult> DescribeAsync(HttpContext http, CurrentPerson current, OwnPassword password)
    {
        var pool = http.Pool();
        var (person, problem) = await current.FindAsync(http, pool, recently: false);
        if (person is null)
            return problem!;
        return person.User.PasswordHash is null
            ? ApiJson.Ok(new { set = false })
            : ApiJson.Ok(new { set = true, changedAt = await password.ChangedAtAsync(person.User, http.RequestAborted) });
    }

    private static async Task<IResult> SetAsync(HttpContext http, CurrentPerson current, OwnPassword own)
    {
        var pool = http.Pool();
        var (person, problem) = await current.FindAsync(http, pool, recently: true);
        if (person is null)
            return problem!;
        if (!pool.Policy.HasPasswords)
            return Disabled();
        var password = PasswordRules.Read(await JsonBody.ReadAsync(http));
        PasswordRules.Check(pool, person.User.UserName!, password);
        return await own.SetAsync(pool, person, password, person.FactsOf(http), WantedLanguages.Of(http.Request), http.RequestAborted)
            ? Results.NoContent()
            : BearerChallenge.Missing(http, "The session has ended.");
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string? confirm, CurrentPerson current, OwnPassword own)
    {
        var pool = http.Pool();
        var (person, problem) = await current.FindAsync(http, pool, recently: true);
        if (person is null)
            return problem!;
        var confirmed = confirm == "last_credential";
        return await own.RemoveAsync(pool, person, confirmed, person.FactsOf(http), WantedLanguages.Of(http.Request), http.RequestAborted) switch
        {
            PasswordRemoval.Removed => Results.NoContent(),
            PasswordRemoval.LastCredential => Problem.LastCredential(),
            _ => Problem.NotFound(),
        };
    }
}
