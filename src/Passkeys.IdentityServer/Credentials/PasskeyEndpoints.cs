using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

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

    private static async Task<IResult> ListAsync(HttpContext http, CurrentPerson current, StoredPasskeys passkeys, AuthenticatorNames names)
    {
        var pool = http.Pool();
        var (person, problem) = await current.FindAsync(http, pool, recently: false);
        if (person is null)
            return problem!;
        var all = await passkeys.ListAsync(person.User.Pool, person.User.Id, http.RequestAborted);
        return ApiJson.Ok(new { passkeys = all.Select(p => PasskeyJson.Of(p, names)), total = all.Count, signals = SignalsJson.Of(pool.RpId, person.User, all) });
    }

    private static async Task<IResult> RenameAsync(
        HttpContext http, string id, CurrentPerson current, StoredPasskeys passkeys, AuthenticatorNames names, PasskeysDbContext db, AuditTrail audit)
    {
        var (person, problem) = await current.FindAsync(http, http.Pool(), recently: false);
        if (person is null)
            return problem!;
        var name = ReadName(await JsonBody.ReadAsync(http)) ?? throw new InvalidMemberException("name", "1 to 100 characters are required.");
        if (await passkeys.FindAsync(person.User.Pool, person.User.Id, id, http.RequestAborted) is not { } passkey)
            return Problem.NotFound();

        passkey.Data.Name = name;
        audit.Add(passkey.Pool, AuditEvent.PasskeyRenamed, Who(http, person) with { UserId = person.User.Id, PasskeyId = id });
        await db.SaveChangesAsync(http.RequestAborted);
        return ApiJson.Ok(PasskeyJson.Of(passkey, names));
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string id, string? confirm, CurrentPerson current, RemovePasskey removal)
    {
        var pool = http.Pool();
        var (person, problem) = await current.FindAsync(http, pool, recently: true);
        if (person is null)
            return problem!;
        return await removal.ExecuteAsync(pool, person.User, id, confirm == "last_credential", Who(http, person), http.RequestAborted) switch
        {
            RemovalOutcome.Removed removed => ApiJson.Ok(new { signals = SignalsJson.Of(removed.RpId, person.User, removed.Rest) }),
            RemovalOutcome.LastCredential => Problem.Of(
                StatusCodes.Status409Conflict, "last_credential", "This is the last way to sign in. Confirm with ?confirm=last_credential to remove it all the same."),
            _ => Problem.NotFound(),
        };
    }

    private static AuditFacts Who(HttpContext http, SignedInPerson person) => new()
    {
        Actor = person.User.Id,
        ClientId = person.ClientId,
        IpAddress = http.Connection.RemoteIpAddress?.ToString(),
    };
}
