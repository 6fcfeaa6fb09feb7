using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary><c>signup</c>, <c>activate</c>, <c>activate/resend</c>, <c>invitations/accept</c>.</summary>
internal static class SignUpEndpoints
{
    private const int MaxDisplayNameLength = 200;

    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/signup", StartAsync).LimitCostly();
        pool.MapPost("/activate", ActivateAsync).LimitCostly();
        pool.MapPost("/activate/resend", ResendAsync).LimitCostly();
        pool.MapPost("/invitations/accept", AcceptAsync).LimitCostly();
    }

    public static IResult Disabled() =>
        Problem.Of(StatusCodes.Status403Forbidden, "registration_disabled", "This pool has no self-registration.");

    public static IResult Invalid() =>
        Problem.Of(StatusCodes.Status401Unauthorized, "invalid_signup", "The sign-up is used, expired or not of this pool. Start again.");

    private static async Task<IResult> StartAsync(HttpContext http, StartSignUp start)
    {
        var body = await JsonBody.ReadAsync(http);
        var identifier = await IdentifierMember.ReadRequiredAsync(http, body);
        if (http.Pool().Policy.Registration.Activation && !NewPoolUser.IsPlainAddress(identifier))
            throw new InvalidMemberException("identifier", "an e-mail address is expected: this pool mails a code to it.");
        var displayName = body.OptionalString("displayName", MaxDisplayNameLength)?.Trim();
        var outcome = await start.ExecuteAsync(
            http.Pool(), identifier, displayName is { Length: 0 } ? null : displayName, body.OptionalString("captcha"), Caller.Of(http), http.RequestAborted);
        return outcome switch
        {
            StartSignUpOutcome.Started started => Started(http.Pool(), started.SignUp),
            StartSignUpOutcome.CaptchaFailed => Problem.Of(StatusCodes.Status400BadRequest, "captcha_failed", "The captcha was not solved."),
            _ => Disabled(),
        };
    }

    private static async Task<IResult> ActivateAsync(HttpContext http, Activation activation, PoolUsers users)
    {
        var body = await JsonBody.ReadAsync(http);
        var (identifier, code) = (await IdentifierMember.ReadRequiredAsync(http, body), body.RequiredString("code"));
        if (await http.RefuseBeyondAsync(http.Pool(), RateLimit.CodesOfIdentifier, users.Normalize(identifier)) is { } tooMany)
            return tooMany;
        return await activation.TryAsync(http.Pool().Id, identifier, code, body.OptionalString("signup"), Caller.Of(http), http.RequestAborted)
            ? ApiJson.Ok(new { status = "active" })
            : Problem.InvalidCode();
    }

    // The same for everyone, at once: who waits for an activation is looked up afterwards.
    private static async Task<IResult> ResendAsync(HttpContext http, OutOfBand outOfBand)
    {
        var identifier = await IdentifierMember.ReadRequiredAsync(http, await JsonBody.ReadAsync(http));
        var (pool, caller) = (http.Pool(), Caller.Of(http));
        outOfBand.Enqueue(pool.Id, (services, ct) => services.GetRequiredService<MailedCodes>().SendActivationAsync(pool, identifier, caller, ct));
        return ApiJson.Ok(new { }, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> AcceptAsync(HttpContext http, Invitations invitations)
    {
        var code = (await JsonBody.ReadAsync(http)).RequiredString("code");
        return await invitations.AcceptAsync(http.Pool(), code, http.RequestAborted) is { } accepted
            ? ApiJson.Ok(new { signup = accepted.SignUp, next = "passkey", kind = accepted.Kind })
            : Problem.InvalidCode();
    }

    private static IResult Started(Pool pool, string signup) =>
        ApiJson.Ok(new { signup, next = "passkey", methods = pool.Policy.PasswordAlone ? (string[])[SignInMethod.Passkey, SignInMethod.Password] : [SignInMethod.Passkey] }, StatusCodes.Status202Accepted);
}
