using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary><c>users</c>: accounts.</summary>
internal static class UserEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/users", ListAsync);
        pool.MapPost("/users", CreateAsync);
        pool.MapGet("/users/{id}", FindAsync);
        pool.MapPatch("/users/{id}", ChangeAsync);
        pool.MapDelete("/users/{id}", RemoveAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IAdministeredUsers users) =>
        ListJson.Of((await users.ListAsync(http.Pool().Id, ListQuery.Read(http.Request.Query), http.RequestAborted)).Select(UserJson.Of));

    private static async Task<IResult> CreateAsync(HttpContext http, IAccountActs acts)
    {
        var pool = http.Pool();
        var body = await JsonBody.ReadAsync(http);
        var identifier = await IdentifierMember.ReadRequiredAsync(http, body);
        var displayName = body.OptionalString("displayName", AccountTexts.LongestDisplayName)?.Trim();
        var outcome = await acts.CreateAsync(pool, identifier, displayName is { Length: 0 } ? null : displayName, Administrator.Of(http), http.RequestAborted);
        return ActAnswer.Of(outcome, user =>
        {
            http.Response.Headers.Location = $"/admin/api/pools/{pool.Id}/users/{user.Id}";
            return ApiJson.Ok(UserJson.Of(user), StatusCodes.Status201Created);
        });
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, IAdministeredUsers users) =>
        await users.FindAsync(http.Pool().Id, id, http.RequestAborted) is { } user ? ApiJson.Ok(UserJson.Of(user)) : Problem.NotFound();

    private static async Task<IResult> ChangeAsync(HttpContext http, string id, IAccountActs acts)
    {
        var body = await JsonBody.ReadAsync(http);
        var change = new AccountChange
        {
            Identifier = body.Has("identifier") ? await IdentifierMember.ReadRequiredAsync(http, body) : null,
            // Null and an empty text take the name away.
            DisplayName = body.Element.TryGetProperty("displayName", out _) ? body.OptionalString("displayName", AccountTexts.LongestDisplayName)?.Trim() ?? "" : null,
            Status = body.Has("status") ? ReadStatus(body) : null,
        };
        return ActAnswer.Of(await acts.ChangeAsync(http.Pool(), id, change, Administrator.Of(http), http.RequestAborted), user => ApiJson.Ok(UserJson.Of(user)));
    }

    private static UserStatus ReadStatus(JsonMember body) => body.OptionalString("status") switch
    {
        "active" => UserStatus.Active,
        "suspended" => UserStatus.Suspended,
        _ => throw new InvalidMemberException("status", "active or suspended is expected."),
    };

    private static async Task<IResult> RemoveAsync(HttpContext http, string id, IAccountActs acts) =>
        ActAnswer.Of(await acts.RemoveAsync(http.Pool(), id, Administrator.Of(http), http.RequestAborted), _ => Results.NoContent());
}
