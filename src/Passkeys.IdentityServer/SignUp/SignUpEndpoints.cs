using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary><c>signup</c>, <c>activate</c>, <c>invitations/accept</c>.</summary>
internal static class SignUpEndpoints
{
    private const int MaxDisplayNameLength = 200;

    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/signup", StartAsync).LimitCostly();
        pool.MapPost("/activate", ActivateAsync).LimitCostly();
        pool.MapPost("/invitations/accept", AcceptAsync).LimitCostly();
    }

    public static IResult Disabled() =>
        Problem.Of(StatusCodes.Status403Forbidden, "registration_disabled", "This pool has no self-registration.");

    private static async Task<IResult> StartAsync(HttpContext http, StartSignUp start)
    {
        var body = await JsonBody.ReadAsync(http);
        var identifier = IdentifierMember.ReadRequired(body);
        if (http.Pool().Policy.Registration.Activation && !NewPoolUser.IsPlainAddress(identifier))
            throw new InvalidMemberException("identifier", "an e-mail address is expected: this pool mails a code to it.");
        var displayName = body.OptionalString("displayName", MaxDisplayNameLength)?.Trim();
        var outcome = await start.ExecuteAsync(
            http.Pool(), identifier, displayName is { Length: 0 } ? null : displayName, body.OptionalString("captcha"), Caller.Of(http), http.RequestAborted);
        return outcome switch
        {
            StartSignUpOutcome.Started started => GoOnWithPasskey(started.SignUp, StatusCodes.Status202Accepted),
            StartSignUpOutcome.CaptchaFailed => Problem.Of(StatusCodes.Status400BadRequest, "captcha_failed", "The captcha was not solved."),
            _ => Disabled(),
        };
    }

    private static async Task<IResult> ActivateAsync(HttpContext http, Activation activation)
    {
        var body = await JsonBody.ReadAsync(http);
        var (identifier, code) = (IdentifierMember.ReadRequired(body), body.RequiredString("code"));
        return await activation.TryAsync(http.Pool().Id, identifier, code, body.OptionalString("signup"), Caller.Of(http), http.RequestAborted)
            ? ApiJson.Ok(new { status = "active" })
            : Problem.InvalidCode();
    }

    private static async Task<IResult> AcceptAsync(HttpContext http, Invitations invitations)
    {
        var code = (await JsonBody.ReadAsync(http)).RequiredString("code");
        return await invitations.AcceptAsync(http.Pool().Id, code, http.RequestAborted) is { } signup
            ? GoOnWithPasskey(signup, StatusCodes.Status200OK)
            : Problem.InvalidCode();
    }

    private static IResult GoOnWithPasskey(string signup, int status) => ApiJson.Ok(new { signup, next = "passkey" }, status);
}
