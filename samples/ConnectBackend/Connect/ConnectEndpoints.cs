using ConnectBackend.Accounts;
using ConnectBackend.Sessions;
using Passkeys.Client.Backend;
using Passkeys.Client.Verification;

namespace ConnectBackend.Connect;

/// <summary>The two endpoints that passkeys need of an app: a token for the page, and a session for who came back. A third one notes whose the first passkey is.</summary>
internal static class ConnectEndpoints
{
    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapPost("/createConnectToken", CreateConnectTokenAsync);
        auth.MapPost("/completeAppend", CompleteAppendAsync);
        auth.MapPost("/verifySignedPasskeyData", VerifySignedPasskeyDataAsync);
    }

    // A token is bound to its type and, but for a sign-in, to whoever is signed in here: the page cannot ask for anybody else's.
    private static async Task<IResult> CreateConnectTokenAsync(HttpContext http, ConnectTokenRequest request, SessionStore sessions, AccountStore accounts, PasskeysBackend passkeys)
    {
        if (!ConnectTokens.All.Contains(request.Type))
            return Results.BadRequest(new { error = $"type is one of {string.Join(", ", ConnectTokens.All)}." });
        var account = CurrentAccount.Of(http, sessions, accounts);
        if (account is null && request.Type != ConnectTokens.Login)
            return Results.Json(new { error = "Invalid session" }, statusCode: StatusCodes.Status401Unauthorized);
        if (ConnectTokens.OperationOf(request.Type!, account) is not { } operation)
            return Results.Conflict(new { error = "There is no passkey yet." });
        return await passkeys.CreateOperationAsync(operation, http.RequestAborted) switch
        {
            PasskeysOutcome<IssuedOperation>.Success { Value: var issued } => Results.Ok(new { connectToken = issued.OperationToken, issued.ExpiresAt }),
            _ => Results.Json(new { error = "Failed to get connectToken" }, statusCode: StatusCodes.Status502BadGateway),
        };
    }

    // The code of a finished registration says whose the passkey is. It has to be that of the account, where that is known.
    private static async Task<IResult> CompleteAppendAsync(HttpContext http, CodeRequest request, SessionStore sessions, AccountStore accounts, PasskeysBackend passkeys)
    {
        if (CurrentAccount.Of(http, sessions, accounts) is not { } account)
            return Results.Unauthorized();
        if (await passkeys.ExchangeAsync(request.Code ?? "", http.RequestAborted) is not PasskeysOutcome<PasskeyPrincipal>.Success { Value: var person })
            return Results.BadRequest(new { error = "Invalid code" });
        if (account.PasskeyUserId is null ? person.Identifier != account.PasskeyName : person.UserId != account.PasskeyUserId)
            return Results.BadRequest(new { error = "Invalid code" });
        accounts.Link(account, person.UserId);
        return Results.Ok(new { success = true });
    }

    private static async Task<IResult> VerifySignedPasskeyDataAsync(
        HttpContext http, SignedPasskeyDataRequest request, ConnectSettings settings, SessionStore sessions, AccountStore accounts, PasskeysBackend passkeys)
    {
        var verified = await VerifyAsync(request.SignedPasskeyData ?? "", settings, passkeys, http.RequestAborted);
        // A pool may have passwords too, and their results are genuine: here only a passkey counts.
        if (verified is not { Status: ResultStatus.Success, Person: { PasskeyId: not null } person } || accounts.FindByPasskeyUser(person.UserId) is not { } account)
            return Results.Json(new { error = "Invalid signedPasskeyData" }, statusCode: StatusCodes.Status401Unauthorized);
        var token = sessions.Begin(account.Id);
        // An app keeps its session itself, in the system's keychain; a page's is out of reach of every script.
        if (request.Native is true)
            return Results.Ok(new { success = true, sessionToken = token, expiresIn = (int)SessionStore.Lifetime.TotalSeconds });
        SessionCookie.Set(http, token);
        return Results.Ok(new { success = true });
    }

    private static async Task<VerifiedResult> VerifyAsync(string result, ConnectSettings settings, PasskeysBackend passkeys, CancellationToken ct) =>
        !settings.VerifyRemotely ? await passkeys.VerifyLocallyAsync(result, ct: ct)
        : await passkeys.VerifyAsync(result, ct: ct) is PasskeysOutcome<VerifiedResult>.Success { Value: var verified } ? verified
        : new VerifiedResult(ResultStatus.InvalidSignature, null);

    internal sealed record ConnectTokenRequest(string? Type);

    internal sealed record CodeRequest(string? Code);

    internal sealed record SignedPasskeyDataRequest(string? SignedPasskeyData, bool? Native);
}
