using ConnectBackend.Sessions;

namespace ConnectBackend.Accounts;

/// <summary>What the app had before passkeys: an account with a password.</summary>
internal static class AccountEndpoints
{
    private const int ShortestPassword = 15;

    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapPost("/signup", SignUp);
        auth.MapPost("/login", Login);
        auth.MapPost("/logout", Logout);
        auth.MapGet("/me", Me);
    }

    private static IResult SignUp(HttpContext http, Credentials sent, AccountStore accounts, SessionStore sessions)
    {
        if (sent is not { Email.Length: > 2 and <= 200, Password.Length: >= ShortestPassword and <= 256 })
            return Results.BadRequest(new { error = $"An address and a password of at least {ShortestPassword} characters are needed." });
        if (accounts.Add(sent.Email, sent.Password) is not { } account)
            return Results.Conflict(new { error = "There is an account of this address." });
        SessionCookie.Set(http, sessions.Begin(account.Id));
        return Results.Ok(Describe(account));
    }

    private static IResult Login(HttpContext http, Credentials sent, AccountStore accounts, SessionStore sessions)
    {
        if (accounts.Find(sent.Email ?? "", sent.Password ?? "") is not { } account)
            return Results.Json(new { error = "Address or password is wrong." }, statusCode: StatusCodes.Status401Unauthorized);
        SessionCookie.Set(http, sessions.Begin(account.Id));
        return Results.Ok(Describe(account));
    }

    private static IResult Logout(HttpContext http, SessionStore sessions)
    {
        if (SessionToken.In(http) is { } token)
            sessions.End(token);
        SessionCookie.Remove(http);
        return Results.NoContent();
    }

    // That nobody is signed in is no error.
    private static IResult Me(HttpContext http, SessionStore sessions, AccountStore accounts) =>
        CurrentAccount.Of(http, sessions, accounts) is { } account ? Results.Ok(Describe(account)) : Results.NoContent();

    private static object Describe(Account account) => new { account.Email, hasPasskey = account.PasskeyUserId is not null };

    internal sealed record Credentials(string? Email, string? Password);
}
