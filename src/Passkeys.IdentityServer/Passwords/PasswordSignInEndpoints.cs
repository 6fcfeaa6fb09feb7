using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Passwords;

/// <summary><c>register/password</c> and <c>login/password</c>.</summary>
internal static class PasswordSignInEndpoints
{
    private const string NextPasskey = "passkey";

    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/register/password", RegisterAsync).LimitCostly();
        pool.MapPost("/login/password", SignInAsync).LimitCostly();
    }

    // Only an account that is yet to be made: an invitation, a recovery and a second device end in a passkey.
    private static async Task<IResult> RegisterAsync(HttpContext http, SignUpTickets tickets, RegisterPassword registration)
    {
        var pool = http.Pool();
        if (!pool.Policy.PasswordAlone)
            return PasswordEndpoints.Disabled();
        if (!pool.Policy.Registration.SelfService)
            return SignUpEndpoints.Disabled();
        var body = await JsonBody.ReadAsync(http);
        var (signup, password) = (body.RequiredString("signup"), PasswordRules.Read(body));
        if (await tickets.ReadAsync(pool.Id, signup, http.RequestAborted) is not RegistrationAuthority.NewAccount { Ticket: var ticket })
            return SignUpEndpoints.Invalid();
        PasswordRules.Check(pool, ticket.Identifier, password);
        if (!await registration.IsAllowedAsync(pool, ticket, Caller.Of(http), http.RequestAborted))
            return Problem.AuthenticationFailed();
        return await registration.ExecuteAsync(pool, ticket, password, Caller.Of(http), http.RequestAborted)
            ? ApiJson.Ok(new { next = pool.Policy.Registration.Activation ? "activate" : "sign-in" }, StatusCodes.Status201Created)
            : SignUpEndpoints.Invalid();
    }

    private static async Task<IResult> SignInAsync(
        HttpContext http, PasswordCheck check, BeginAuthentication begin, PasswordSignIn signIn, IEngineClients clients, IEngineInteraction engine, PoolUsers users)
    {
        var pool = http.Pool();
        if (!pool.Policy.HasPasswords)
            return PasswordEndpoints.Disabled();
        var body = await JsonBody.ReadAsync(http);
        var (identifier, password) = (await IdentifierMember.ReadRequiredAsync(http, body), PasswordRules.Read(body));
        var returnUrl = AuthenticationEndpoints.ReadReturnUrl(body);
        var request = new AuthenticationRequest(
            identifier,
            await AuthenticationEndpoints.ReadClientAsync(body, pool, clients, http.RequestAborted),
            body.OptionalString("scope", 1000),
            Conditional: false,
            StepUp.Of(await engine.FindAuthorizationAsync(returnUrl, http.RequestAborted)));
        // The lock is of the password alone: a passkey signs in as ever.
        if (await http.RefuseBeyondAsync(pool, RateLimit.PasswordsOfIdentifier, users.Normalize(identifier)) is { } tooMany)
            return tooMany;

        var former = SameOrigin.Holds(http.Request) ? (await LiveSession.OfAsync(http))?.Session : null;
        var attempt = new PasswordAttempt(pool, identifier, password, Caller.Of(http) with { SignedIn = former })
        {
            ClientId = request.ClientId,
            Subject = request.StepUp?.Subject,
        };
        var user = await check.TryAsync(attempt, http.RequestAborted);
        return pool.Policy.PasswordAlone
            ? await AnswerAsync(http, signIn, attempt, user, request.Scope, returnUrl)
            : GoOnWithPasskey(await begin.ExecuteAsync(pool, request with { FirstFactor = user is null ? FirstFactor.Wrong : FirstFactor.Right }, http.RequestAborted));
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, PasswordSignIn signIn, PasswordAttempt attempt, PoolUser? user, string? scope, string? returnUrl)
    {
        if (user is null)
            return Failed();
        var (outcome, code) = await signIn.ExecuteAsync(attempt, user, scope, http.RequestAborted);
        return outcome is SignInOutcome.Accepted accepted
            ? await AuthenticationEndpoints.AcceptAsync(http, accepted, code, attempt.Caller.SignedIn, returnUrl)
            : Failed();
    }

    // The same whether the person exists and the password was right: the sealed ceremony knows, and the finish says.
    private static IResult GoOnWithPasskey(BegunCeremony begun) =>
        ApiJson.Ok(new { next = NextPasskey, ceremony = begun.Ceremony, expiresAt = begun.ExpiresAt, publicKey = begun.PublicKey });

    private static IResult Failed() =>
        Problem.Of(StatusCodes.Status401Unauthorized, "authentication_failed", "The identifier or the password is not right.");
}
