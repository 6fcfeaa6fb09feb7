using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Recovery;

/// <summary><c>recovery</c> and <c>recovery/verify</c>; it ends at <c>register/webauthn/finish</c>.</summary>
internal static class RecoveryEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/recovery", RequestAsync).LimitCostly();
        pool.MapPost("/recovery/verify", VerifyAsync).LimitCostly();
    }

    // The same for everyone, at once: who has an account is looked up afterwards.
    private static async Task<IResult> RequestAsync(HttpContext http, OutOfBand outOfBand)
    {
        var identifier = await IdentifierMember.ReadRequiredAsync(http, await JsonBody.ReadAsync(http));
        var (pool, caller) = (http.Pool(), Caller.Of(http));
        outOfBand.Enqueue(pool.Id, (services, ct) => services.GetRequiredService<MailedCodes>().SendRecoveryAsync(pool, identifier, caller, ct));
        return ApiJson.Ok(new { }, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, VerifyRecovery recovery, PoolUsers users)
    {
        var body = await JsonBody.ReadAsync(http);
        var (identifier, code) = (await IdentifierMember.ReadRequiredAsync(http, body), body.RequiredString("code"));
        if (await http.RefuseBeyondAsync(http.Pool(), RateLimit.CodesOfIdentifier, users.Normalize(identifier)) is { } tooMany)
            return tooMany;
        return await recovery.TryAsync(http.Pool().Id, identifier, code, Caller.Of(http), http.Pool().Policy.Lifetimes, http.RequestAborted) is { } signup
            ? ApiJson.Ok(new { signup, next = "passkey" })
            : Problem.InvalidCode();
    }
}
