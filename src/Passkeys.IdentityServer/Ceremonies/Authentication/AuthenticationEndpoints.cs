using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary><c>login/webauthn/options</c> and <c>finish</c>.</summary>
internal static class AuthenticationEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/login/webauthn/options", OptionsAsync).LimitAnonymous();
        pool.MapPost("/login/webauthn/finish", FinishAsync).LimitAnonymous();
    }

    private static async Task<IResult> OptionsAsync(
        HttpContext http, BeginAuthentication begin, IEngineClients clients, IEngineInteraction engine, PoolUsers users, IOperationTokens operations)
    {
        var pool = http.Pool();
        var (operation, refused) = await ReadOperationAsync(http, pool, operations);
        if (refused is not null)
            return refused;
        var body = await JsonBody.ReadAsync(http);
        var request = operation is null
            ? await ReadAsync(http, body, pool, clients, engine)
            : AllowedRequest.Read(body, pool, operation);
        if (operation is not null && !await operations.TryUseAsync(operation, http.RequestAborted))
            return BearerChallenge.InvalidToken(http);
        if (request.Identifier is { } identifier && await RefuseBusyAsync(http, users.Normalize(identifier)) is { } tooMany)
            return tooMany;
        return ApiJson.Ok(await begin.ExecuteAsync(pool, request, http.RequestAborted));
    }

    // Counted by identifier and address together: a stranger who begins one sign-in after another for somebody keeps only himself out.
    private static async ValueTask<IResult?> RefuseBusyAsync(HttpContext http, string identifier) => http.AddressKey() is { } address
        ? await http.RefuseBeyondAsync(http.Pool(), RateLimit.SignInsOfIdentifier, $"{identifier}\n{address}")
        : null;

    // Whoever sends a token means it to count.
    private static async Task<(Operation?, IResult?)> ReadOperationAsync(HttpContext http, Pool pool, IOperationTokens operations)
    {
        if (BearerChallenge.TokenOf(http.Request) is not { } bearer)
            return (null, null);
        return await operations.ReadAsync(pool, bearer, OperationType.Authenticate, http.RequestAborted) is { } operation
            ? (operation, null)
            : (null, BearerChallenge.InvalidToken(http, $"Nothing, or an operation token of type {OperationType.Authenticate}, is expected here."));
    }

    private static async Task<AuthenticationRequest> ReadAsync(HttpContext http, JsonMember body, Pool pool, IEngineClients clients, IEngineInteraction engine) => new(
        await IdentifierMember.ReadOptionalAsync(http, body),
        await ReadClientAsync(body, pool, clients, http.RequestAborted),
        body.OptionalString("scope", 1000),
        AllowedRequest.ReadMediation(body) == Mediation.Conditional,
        StepUp.Of(await engine.FindAuthorizationAsync(ReadReturnUrl(body), http.RequestAborted)))
    {
        RpId = AllowedRequest.ReadRpId(body, pool),
    };

    /// <summary>The client that a sign-in is for, which serves the pool; or null.</summary>
    internal static async Task<string?> ReadClientAsync(JsonMember body, Pool pool, IEngineClients clients, CancellationToken ct)
    {
        if (body.OptionalString("clientId", 200) is not { } clientId)
            return null;
        return await clients.FindAsync(clientId, ct) is { } client && client.Pools.Contains(pool.Id)
            ? clientId
            : throw new InvalidMemberException("clientId", "a client of this pool is expected.");
    }

    private static async Task<IResult> FinishAsync(HttpContext http, CompleteAuthentication authentication, ISignInResults results)
    {
        var body = await JsonBody.ReadAsync(http);
        var sealedCeremony = body.RequiredString("ceremony");
        JsonMember.ReadBytes(sealedCeremony, "ceremony");
        var response = AuthenticationResponse.Read(body.RequiredObject("credential").Element);
        var returnUrl = ReadReturnUrl(body);
        var caller = Caller.Of(http);
        if (authentication.Open(sealedCeremony) is not { } ceremony || ceremony.Pool != http.Pool().Id)
        {
            await authentication.ReportUnusableAsync(http.Pool().Id, caller, http.RequestAborted);
            return Problem.AuthenticationFailed();
        }

        var former = SameOrigin.Holds(http.Request) ? (await LiveSession.OfAsync(http))?.Session : null;

        string? code = null;
        var outcome = await authentication.ExecuteAsync(
            ceremony,
            response,
            caller with { SignedIn = former },
            accepted =>
            {
                code = results.IssueCode(accepted, caller);
                return ValueTask.CompletedTask;
            },
            http.RequestAborted);
        return outcome switch
        {
            SignInOutcome.Accepted accepted => await AcceptAsync(http, accepted, code, former, returnUrl),
            SignInOutcome.UnknownCredential unknown => Unknown(unknown),
            _ => Problem.AuthenticationFailed(),
        };
    }

    /// <summary>What a sign-in yields: a code and a signed result for its client, or the cookie of this host.</summary>
    internal static async Task<IResult> AcceptAsync(HttpContext http, SignInOutcome.Accepted accepted, string? code, Session? former, string? returnUrl)
    {
        var services = http.RequestServices;
        var answer = code is null
            ? await SignInHereAsync(http, services.GetRequiredService<ISignOut>(), services.GetRequiredService<IEngineSignIn>(), accepted, former, returnUrl)
            : new JsonObject { ["code"] = code, ["result"] = await services.GetRequiredService<ISignInResults>().SignAsync(accepted, Caller.Of(http), http.RequestAborted) };
        if (await HasToMoveAsync(http, accepted))
            answer["enrol"] = true;
        return ApiJson.Ok(answer);
    }

    // The pool has moved to another domain, and the person has no passkey there yet: the page may offer to make one.
    private static async Task<bool> HasToMoveAsync(HttpContext http, SignInOutcome.Accepted accepted)
    {
        var pool = http.Pool();
        return accepted.Facts.RpId is { } used && used != pool.RpId
            && (await http.RequestServices.GetRequiredService<StoredPasskeys>().DescribeAsync(pool.Id, accepted.User.Id, pool.RpId, http.RequestAborted)).Count == 0;
    }

    // The cookie is for pages of this host: another site's page would sign its visitor in here without anyone noticing.
    private static async Task<JsonObject> SignInHereAsync(
        HttpContext http, ISignOut signOut, IEngineSignIn engine, SignInOutcome.Accepted accepted, Session? former, string? returnUrl)
    {
        if (!SameOrigin.Holds(http.Request))
            return [];
        if (former?.Id != accepted.Session.Id)
            await signOut.EndFormerAsync(http);
        await engine.SignInAsync(http, accepted.Session);
        return new JsonObject { ["redirect"] = returnUrl ?? "/passkeys" };
    }

    private static IResult Unknown(SignInOutcome.UnknownCredential unknown) => Problem.Of(
        StatusCodes.Status401Unauthorized,
        "unknown_credential",
        "This pool does not know the passkey.",
        problem =>
        {
            problem["credentialId"] = new CredentialId(unknown.CredentialId).ToString();
            problem["rpId"] = unknown.RpId;
            problem["signal"] = unknown.MaySignal;
        });

    /// <summary>Where the person goes on at this host; or null.</summary>
    internal static string? ReadReturnUrl(JsonMember body) =>
        body.OptionalString("returnUrl") is not { } url ? null
        : LocalUrl.Is(url) ? url
        : throw new InvalidMemberException("returnUrl", "a path of this host, beginning with one /, is expected.");
}
