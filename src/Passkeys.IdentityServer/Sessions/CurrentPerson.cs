using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>A person who is signed in to a pool, by access token or by cookie; or whom a back end has allowed something, by operation token.</summary>
internal sealed record SignedInPerson(PoolUser User, string? ClientId, DateTimeOffset AuthenticatedAt)
{
    /// <summary>What a back end has allowed, or null. Whoever does it uses it up.</summary>
    public Operation? Operation { get; init; }

    /// <summary>The session of the cookie, or the one that the token stands on; null for none.</summary>
    public string? SessionId { get; init; }

    /// <summary>Whether nothing but a password was asked for.</summary>
    public bool ByPasswordAlone { get; init; }

    /// <summary>Who it was, for the audit of what they do in this request: the person, or the back end that allowed it.</summary>
    public AuditFacts FactsOf(HttpContext http) => new()
    {
        Actor = Operation?.Actor ?? User.Id,
        ClientId = ClientId,
        IpAddress = http.IpAddress(),
    };
}

/// <summary>Finds out who calls; or answers why nobody does, as RFC 6750 and RFC 9470 have it.</summary>
internal sealed class CurrentPerson(
    PasskeysDbContext db, IAccessTokenReader tokens, IOperationTokens operations, PoolUsers users, IOptions<PasskeysOptions> options, TimeProvider time)
{
    private const string Scope = "passkeys";

    /// <summary>The person.</summary>
    /// <param name="http">The call.</param>
    /// <param name="pool">Its pool.</param>
    /// <param name="recently">Whether the authentication must be recent.</param>
    /// <param name="operation">The type of operation token that does as well; null: none.</param>
    public async Task<(SignedInPerson? Person, IResult? Problem)> FindAsync(HttpContext http, Pool pool, bool recently, string? operation = null)
    {
        var (person, problem) = BearerChallenge.TokenOf(http.Request) switch
        {
            { } bearer when operations.Recognizes(bearer) => await ByOperationAsync(http, pool, bearer, operation),
            { } bearer => await ByTokenAsync(http, pool, bearer),
            null => await ByCookieAsync(http, pool),
        };
        return person is not null && recently && (IsTooOld(person) || await LacksSecondFactorAsync(pool, person, http.RequestAborted)) ? (null, StepUp(http)) : (person, problem);
    }

    // Where a passkey has to follow a password, the password opens to nobody what their passkey guards: a session may be from before the pool asked for
    // both, or the host's own. Who has no passkey yet has nothing else to show.
    private async Task<bool> LacksSecondFactorAsync(Pool pool, SignedInPerson person, CancellationToken ct) =>
        person.ByPasswordAlone && pool.Policy.SecondFactor == SecondFactors.Passkey
        && await db.Passkeys.AnyAsync(p => p.Pool == pool.Id && p.UserId == person.User.Id, ct);

    // The back end has decided: the person need not be one who may sign in.
    private async Task<(SignedInPerson?, IResult?)> ByOperationAsync(HttpContext http, Pool pool, string bearer, string? type)
    {
        if (type is null
            || await operations.ReadAsync(pool, bearer, type, http.RequestAborted) is not { UserId: { } userId } operation
            || await users.FindAsync(pool.Id, userId, http.RequestAborted) is not { } user)
            return (null, BearerChallenge.InvalidToken(http, "The operation token is not valid here."));
        return (new SignedInPerson(user, operation.ClientId, time.GetUtcNow()) { Operation = operation }, null);
    }

    private async Task<(SignedInPerson?, IResult?)> ByTokenAsync(HttpContext http, Pool pool, string bearer)
    {
        if (await tokens.ReadAsync(bearer, http.RequestAborted) is not { Subject: { } subject } token || token.Pool != pool.Id)
            return (null, BearerChallenge.InvalidToken(http, "The access token is not valid here."));
        if (!token.Scope.Contains(Scope))
            return (null, BearerChallenge.InsufficientScope(http, Scope, $"The access token needs scope {Scope}."));
        var user = await users.FindAsync(pool.Id, subject, http.RequestAborted);
        return user is { Status: UserStatus.Active }
            ? (new SignedInPerson(user, token.ClientId, token.AuthenticatedAt ?? DateTimeOffset.MinValue)
            {
                SessionId = token.SessionId,
                ByPasswordAlone = token.Amr is [AuthenticationContext.Password],
            }, null)
            : (null, BearerChallenge.InvalidToken(http, "The access token is not valid here."));
    }

    private static async Task<(SignedInPerson?, IResult?)> ByCookieAsync(HttpContext http, Pool pool)
    {
        if (await LiveSession.OfAsync(http) is not { } live || live.Session.Pool != pool.Id)
            return (null, BearerChallenge.Missing(http, "An access token with scope passkeys, or a sign-in at this host, is required."));
        if (!HttpMethods.IsGet(http.Request.Method) && !SameOrigin.Holds(http.Request))
            return (null, Problem.Of(StatusCodes.Status403Forbidden, "cross_origin", "The sign-in cookie is good for pages of this host alone."));
        return (new SignedInPerson(live.User, null, live.Session.AuthenticatedAt)
        {
            SessionId = live.Session.Id,
            ByPasswordAlone = live.Session.Amr == AuthenticationContext.Password,
        }, null);
    }

    private bool IsTooOld(SignedInPerson person) => time.GetUtcNow() - person.AuthenticatedAt > options.Value.RecentAuthentication;

    // RFC 9470 §3.
    private IResult StepUp(HttpContext http)
    {
        var seconds = (int)options.Value.RecentAuthentication.TotalSeconds;
        http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_user_authentication\", error_description=\"A more recent authentication is required\", max_age={seconds}";
        return Problem.Of(StatusCodes.Status401Unauthorized, "step_up_required", $"An authentication in the last {seconds} seconds is required.", problem => problem["maxAge"] = seconds);
    }
}
