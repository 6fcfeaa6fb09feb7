using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>A person's own passkeys: list, rename, remove.</summary>
internal static class PasskeyEndpoints
{
    private const int MaxNameLength = 100;

    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/passkeys", ListAsync);
        pool.MapPatch("/passkeys/{id}", RenameAsync);
        pool.MapDelete("/passkeys/{id}", RemoveAsync);
    }

    /// <summary>A name as people give it to a passkey: 1 to 100 characters, or null when there is none.</summary>
    public static string? ReadName(JsonMember body)
    {
        var name = body.OptionalString("name", MaxNameLength)?.Trim();
        return name is { Length: 0 } ? throw new InvalidMemberException("name", "1 to 100 characters are expected.") : name;
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, CurrentPerson current, StoredPasskeys passkeys, AuthenticatorNames names, IOperationTokens operations)
    {
        var pool = http.Pool();
        var (person, problem) = await current.FindAsync(http, pool, recently: false, OperationType.List);
        if (person is null)
            return problem!;
        if (person.Operation is { } operation && !await operations.TryUseAsync(operation, http.RequestAborted))
            return BearerChallenge.InvalidToken(http);
        var all = await passkeys.ListAsync(person.User.Pool, person.User.Id, http.RequestAborted);
        return ApiJson.Ok(SignalsJson.Answer(pool, person.User, all, ("passkeys", all.Select(p => PasskeyJson.Of(p, names))), ("total", all.Count)));
    }

    private static async Task<IResult> RenameAsync(HttpContext http, string id, CurrentPerson current, RenamePasskey rename, AuthenticatorNames names)
    {
        var (person, problem) = await current.FindAsync(http, http.Pool(), recently: false, OperationType.Update);
        if (person is null)
            return problem!;
        var name = ReadName(await JsonBody.ReadAsync(http)) ?? throw new InvalidMemberException("name", "1 to 100 characters are required.");
        return await rename.ExecuteAsync(person, id, name, person.FactsOf(http), http.RequestAborted) switch
        {
            RenameOutcome.Renamed renamed => ApiJson.Ok(PasskeyJson.Of(renamed.Passkey, names)),
            RenameOutcome.Spent => BearerChallenge.InvalidToken(http),
            _ => Problem.NotFound(),
        };
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext http, string id, string? confirm, CurrentPerson current, RemovePasskey removal, StoredPasskeys passkeys)
    {
        var pool = http.Pool();
        var (person, problem) = await current.FindAsync(http, pool, recently: true, OperationType.Delete);
        if (person is null)
            return problem!;
        if (person.Operation is { } operation)
            return await RemoveByOperationAsync(http, person, operation, id, removal, passkeys);
        return await removal.ExecuteAsync(pool, person.User, id, confirm == "last_credential", person.FactsOf(http), http.RequestAborted) switch
        {
            RemovalOutcome.Removed removed => ApiJson.Ok(new { signals = SignalsJson.Of(removed.RpId, person.User, removed.Rest) }),
            RemovalOutcome.LastCredential => Problem.LastCredential(),
            _ => Problem.NotFound(),
        };
    }

    private static async Task<IResult> RemoveByOperationAsync(
        HttpContext http, SignedInPerson person, Operation operation, string id, RemovePasskey removal, StoredPasskeys passkeys)
    {
        var ct = http.RequestAborted;
        if (operation.PasskeyIds?.Contains(id) is false || await passkeys.FindAsync(person.User.Pool, person.User.Id, id, ct) is not { RpId: var rpId })
            return Problem.NotFound();
        return await removal.ByOperationAsync(person.User, operation, [id], person.FactsOf(http), ct) is RemovalOutcome.RemovedByOperation removed
            ? ApiJson.Ok(new { signals = SignalsJson.Of(rpId, person.User, removed.Rest) })
            : BearerChallenge.InvalidToken(http);
    }
}
