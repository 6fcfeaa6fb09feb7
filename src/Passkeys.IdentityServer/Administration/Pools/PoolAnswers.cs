using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>What became of a change of a pool, in the words of HTTP.</summary>
internal static class PoolAnswers
{
    public static IResult Show(HttpContext http, Pool pool, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.ETag = IfMatch.TagOf(pool);
        return ApiJson.Ok(PoolJson.Of(pool), status);
    }

    public static IResult Created(HttpContext http, PoolOutcome outcome)
    {
        if (outcome is not PoolOutcome.Saved { Pool: var pool })
            return Refused(http, outcome);
        http.Response.Headers.Location = $"/admin/api/pools/{pool.Id}";
        return Show(http, pool, StatusCodes.Status201Created);
    }

    public static IResult Replaced(HttpContext http, PoolOutcome outcome) => outcome is PoolOutcome.Saved saved ? Show(http, saved.Pool) : Refused(http, outcome);

    public static IResult Deleted(HttpContext http, PoolOutcome outcome) => outcome is PoolOutcome.Saved ? Results.NoContent() : Refused(http, outcome);

    // RFC 6585 §3.
    public static IResult ConditionMissing() =>
        Problem.Of(StatusCodes.Status428PreconditionRequired, "precondition_required", "If-Match with the ETag of the pool is required, so that nobody's change is lost.");

    /// <summary>412, with the tag that the pool has by now.</summary>
    public static IResult Stale(HttpContext http, Pool current)
    {
        http.Response.Headers.ETag = IfMatch.TagOf(current);
        return Problem.Of(StatusCodes.Status412PreconditionFailed, "precondition_failed", "The pool was changed meanwhile. Read it again.");
    }

    private static IResult Refused(HttpContext http, PoolOutcome outcome) => outcome switch
    {
        PoolOutcome.NotFound => Problem.UnknownPool(),
        PoolOutcome.Stale stale => Stale(http, stale.Current),
        PoolOutcome.Taken => Problem.Of(StatusCodes.Status409Conflict, "pool_exists", "Another pool has the id."),
        PoolOutcome.Invalid invalid => Problem.InvalidRequest(new InvalidMemberException(invalid.Member, invalid.Message)),
        PoolOutcome.LastAdministrator => Problem.Of(
            StatusCodes.Status409Conflict, "last_administrator", "No platform administrator would be left who can sign in. Make another in a pool that stays as it is."),
        PoolOutcome.OutOfReach when Administrator.Of(http).Reach is { IsPlatform: false, IsAny: true } => Problem.Of(
            StatusCodes.Status403Forbidden, "access_denied", $"This is beyond what you administer: {ReservedMembers.Names} are for platform administrators."),
        PoolOutcome.OutOfReach => AdministratorFilter.OutOfReach(),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, message: null),
    };
}
