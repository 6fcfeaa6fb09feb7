using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administration.Trail;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Applications;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Devices;
using Passkeys.IdentityServer.Grants;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Operations;
using Passkeys.IdentityServer.Passwords;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Recovery;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Transfer;
using Passkeys.IdentityServer.Webhooks;

namespace Passkeys.IdentityServer;

/// <summary>Puts the extension's API into a host.</summary>
public static class PasskeysEndpoints
{
    /// <summary>CORS, the sign-in cookie, and words for calls that nothing answers; before the endpoints.</summary>
    public static IApplicationBuilder UsePasskeys(this IApplicationBuilder app) => app.Use(UnansweredCalls.DescribeAsync).UseCors().UseAuthentication();

    /// <summary>The API under <c>/identity/{pool}</c> and the well-known addresses.</summary>
    public static IEndpointRouteBuilder MapPasskeys(this IEndpointRouteBuilder endpoints)
    {
        var pool = endpoints.MapGroup("/identity/{pool}").AddEndpointFilter<AnonymousCallFilter>().AddEndpointFilter<PoolEndpointFilter>().RequireCors(PoolCors.PolicyName);
        RegistrationEndpoints.Map(pool);
        AuthenticationEndpoints.Map(pool);
        PasskeyEndpoints.Map(pool);
        SignUpEndpoints.Map(pool);
        OperationEndpoints.Map(pool);
        ResultEndpoints.Map(pool);
        RecoveryEndpoints.Map(pool);
        PasswordEndpoints.Map(pool);
        DeviceEndpoints.Map(pool);
        ReportEndpoints.Map(pool);
        WellKnownEndpoints.Map(endpoints);
        MapAdministration(endpoints);
        return endpoints;
    }

    // No CORS: administration is for back ends and for the pages of this host.
    private static void MapAdministration(IEndpointRouteBuilder endpoints)
    {
        var all = endpoints.MapGroup("/admin/api").AddEndpointFilter<AdministratorFilter>().AddEndpointFilter<AdministeredPoolFilter>();
        var pool = all.MapGroup("/pools/{pool}");
        PeopleEndpoints.Map(all, pool);
        PoolEndpoints.Map(all, pool);
        WebhookEndpoints.Map(pool);
        RelyingPartyEndpoints.Map(pool);
        ApplicationEndpoints.Map(all, pool);
        AuditEndpoints.Map(all, pool);
        InsightEndpoints.Map(pool);
        TransferEndpoints.Map(pool);
    }
}
