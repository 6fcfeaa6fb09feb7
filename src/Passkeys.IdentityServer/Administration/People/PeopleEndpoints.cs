using Microsoft.AspNetCore.Routing;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>The people of a pool and who administers, of the administration API.</summary>
internal static class PeopleEndpoints
{
    public static void Map(RouteGroupBuilder all, RouteGroupBuilder pool)
    {
        UserEndpoints.Map(pool);
        UserCredentialEndpoints.Map(pool);
        EnrolmentEndpoints.Map(pool);
        RoleEndpoints.Map(all, pool);
    }
}
