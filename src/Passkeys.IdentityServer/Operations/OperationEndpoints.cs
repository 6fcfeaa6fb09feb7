using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Operations;

/// <summary><c>operations</c>, where a back end allows something; <c>passkeys/update</c> and <c>passkeys/delete</c>, where a browser does what was prepared.</summary>
internal static class OperationEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/operations", AllowAsync);
        pool.MapPost("/passkeys/update", UpdateAsync);
        pool.MapPost("/passkeys/delete", DeleteAsync);
    }

    private static async Task<IResult> AllowAsync(
        HttpContext http, CurrentClient current, OperationRequests requests, OperationTokens tokens, StoredPasskeys passkeys)
    {
        var pool = http.Pool();
        var (client, problem) = await current.FindAsync(http, pool);
        if (client is null)
            return problem!;
        var operation = await requests.ReadAsync(http, client.ClientId, await JsonBody.ReadAsync(http));
        return ApiJson.Ok(
            new { operationToken = tokens.Issue(operation), expiresAt = operation.ExpiresAt, passkeys = await CountAsync(pool, operation, passkeys, http.RequestAborted) },
            StatusCodes.Status201Created);
    }

    // So that a back end need not send somebody into a sign-in for which they have no passkey.
    private static async Task<int?> CountAsync(Pool pool, Operation operation, StoredPasskeys passkeys, CancellationToken ct) =>
        operation is { Type: OperationType.Authenticate, UserId: { } userId }
            ? (await passkeys.DescribeAsync(pool.Id, userId, operation.RpId ?? pool.RpId, ct, operation.PasskeyIds)).Count
            : null;

    private static async Task<IResult> UpdateAsync(HttpContext http, CurrentPerson current, UpdateAccount update)
    {
        var pool = http.Pool();
        var (person, problem) = await FindAsync(http, current, OperationType.Update);
        if (person is null)
            return problem!;
        if (person.Operation is { Username: null, DisplayName: null })
            return BearerChallenge.InvalidToken(http, "The operation token has nothing prepared.");
        return await update.ExecuteAsync(person.Operation!, Caller.Of(http), http.RequestAborted) switch
        {
            UpdateOutcome.Updated updated => ApiJson.Ok(SignalsJson.Answer(pool, updated.User, updated.Passkeys)),
            UpdateOutcome.IdentifierTaken => Problem.Of(StatusCodes.Status409Conflict, "identifier_taken", "Another person of this pool has the identifier."),
            _ => BearerChallenge.InvalidToken(http, "The operation token is not valid here."),
        };
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, CurrentPerson current, RemovePasskey removal)
    {
        var pool = http.Pool();
        var (person, problem) = await FindAsync(http, current, OperationType.Delete);
        if (person is null)
            return problem!;
        var operation = person.Operation!;
        return await removal.ByOperationAsync(person.User, operation, operation.PasskeyIds, Who(http, operation), http.RequestAborted) is RemovalOutcome.RemovedByOperation removed
            ? ApiJson.Ok(SignalsJson.Answer(pool, person.User, removed.Rest, ("deleted", removed.Ids)))
            : BearerChallenge.InvalidToken(http, "The operation token is not valid here.");
    }

    // An operation token and nothing else.
    private static async Task<(SignedInPerson? Person, IResult? Problem)> FindAsync(HttpContext http, CurrentPerson current, string type)
    {
        if (BearerChallenge.TokenOf(http.Request) is null)
            return (null, BearerChallenge.Missing(http, $"An operation token of type {type} is required."));
        var (person, problem) = await current.FindAsync(http, http.Pool(), recently: false, type);
        return person is { Operation: null } ? (null, BearerChallenge.InvalidToken(http, $"An operation token of type {type} is required.")) : (person, problem);
    }

    private static AuditFacts Who(HttpContext http, Operation operation) => new()
    {
        Actor = operation.Actor,
        ClientId = operation.ClientId,
        IpAddress = http.IpAddress(),
    };
}
