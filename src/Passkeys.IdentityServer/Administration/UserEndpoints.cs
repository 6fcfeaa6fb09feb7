using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration;

/// <summary><c>users</c> and their <c>invitations</c>, of the administration API.</summary>
internal static class UserEndpoints
{
    private const int MaxDisplayNameLength = 200;

    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/users", CreateAsync);
        pool.MapGet("/users/{id}", FindAsync);
        pool.MapPost("/users/{id}/invitations", InviteAsync);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, AdministeredUsers users)
    {
        var pool = http.Pool();
        var body = await JsonBody.ReadAsync(http);
        var identifier = await IdentifierMember.ReadRequiredAsync(http, body);
        var displayName = body.OptionalString("displayName", MaxDisplayNameLength)?.Trim();
        if (await users.CreateAsync(pool, identifier, displayName is { Length: 0 } ? null : displayName, Administrator.FactsOf(http), http.RequestAborted) is not { } user)
            return Problem.Of(StatusCodes.Status409Conflict, "identifier_taken", "Another person of this pool has the identifier.");
        http.Response.Headers.Location = $"/admin/api/pools/{pool.Id}/users/{user.Id}";
        return ApiJson.Ok(UserJson.Of(user, passkeyCount: 0, lastSignInAt: null), StatusCodes.Status201Created);
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, AdministeredUsers users) =>
        await users.FindAsync(http.Pool(), id, http.RequestAborted) is { } user ? ApiJson.Ok(user) : Problem.NotFound();

    private static async Task<IResult> InviteAsync(HttpContext http, string id, PoolUsers users, Invite invite)
    {
        var pool = http.Pool();
        if (await users.FindAsync(pool.Id, id, http.RequestAborted) is not { } user)
            return Problem.NotFound();
        if (!pool.Policy.Registration.Invitation)
            return Problem.Of(StatusCodes.Status403Forbidden, "registration_disabled", "This pool has no invitations.");
        if (user.Status is UserStatus.Suspended)
            return Problem.Of(StatusCodes.Status409Conflict, "user_suspended", "The person is suspended: an invitation would lead nowhere.");
        var caller = Caller.Of(http);
        var code = await invite.ExecuteAsync(pool, user, caller, Administrator.FactsOf(http), http.RequestAborted);
        var link = AccountLinks.Enrol(pool, caller.HostOrigin!, code.Text);
        return ApiJson.Ok(new { code = code.Text, link, expiresAt = code.Row.ExpiresAt }, StatusCodes.Status201Created);
    }
}
