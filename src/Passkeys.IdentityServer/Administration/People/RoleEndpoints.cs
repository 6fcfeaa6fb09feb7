using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary><c>administrators</c>, and the <c>roles</c> of a person.</summary>
internal static class RoleEndpoints
{
    private const int MostRoles = 100;

    public static void Map(RouteGroupBuilder all, RouteGroupBuilder pool)
    {
        all.MapGet("/administrators", ListAsync);
        pool.MapGet("/users/{id}/roles", FindAsync);
        pool.MapPut("/users/{id}/roles", SetAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IAdministratorRoles roles)
    {
        if (!Administrator.Of(http).Reach.ReadsAll)
            return AdministratorFilter.OutOfReach();
        var part = await roles.ListAsync(ListQuery.Read(http.Request.Query), http.RequestAborted);
        return ListJson.Of(part.Select(holder => new
        {
            id = holder.Id,
            pool = holder.Pool.Value,
            identifier = holder.Identifier,
            displayName = holder.DisplayName,
            status = UserJson.WordOf(holder.Status),
            roles = holder.Roles,
        }));
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, IAdministeredUsers users, IAdministratorRoles roles) =>
        await users.FindAsync(http.Pool().Id, id, http.RequestAborted) is null
            ? Problem.NotFound()
            : ApiJson.Ok(new { roles = (await roles.OfAsync(http.Pool().Id, id, http.RequestAborted)).Where(Administrator.Of(http).Reach.MayLearnOf) });

    private static async Task<IResult> SetAsync(HttpContext http, string id, IAdministratorRoles roles)
    {
        var body = await JsonBody.ReadAsync(http);
        if (!body.Has("roles"))
            throw new InvalidMemberException("roles", "an array of strings is required.");
        var wanted = body.OptionalStrings("roles");
        if (wanted.Count > MostRoles)
            throw new InvalidMemberException("roles", $"at most {MostRoles} are expected.");
        return ActAnswer.Of(await roles.SetAsync(http.Pool(), id, wanted, Administrator.Of(http), http.RequestAborted), held => ApiJson.Ok(new { roles = held }));
    }
}
