using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>A request for an enrolment link as administrators see it.</summary>
/// <param name="Id">The id.</param>
/// <param name="UserId">The person who is to get the link.</param>
/// <param name="Identifier">What they sign in with, or null when they are gone.</param>
/// <param name="RequestedBy">Who asked: a user id or <c>client:id</c>.</param>
/// <param name="RequestedAt">When (UTC).</param>
/// <param name="Reason">Why, in their words, or null.</param>
/// <param name="LinkLifetimeSeconds">How long the link will be good once it is made.</param>
/// <param name="ExpiresAt">Until when it can be approved (UTC).</param>
/// <param name="Status"><c>pending</c>, <c>approved</c>, <c>rejected</c> or <c>expired</c>.</param>
/// <param name="DecidedBy">Who decided, or null.</param>
/// <param name="DecidedAt">When (UTC), or null.</param>
public sealed record EnrolmentRequestView(
    Guid Id, string UserId, string? Identifier, string RequestedBy, DateTimeOffset RequestedAt, string? Reason, int LinkLifetimeSeconds, DateTimeOffset ExpiresAt, string Status, string? DecidedBy, DateTimeOffset? DecidedAt);

/// <summary>Links to a new passkey that one administrator asks for and another person, who gets none by it, approves.</summary>
public interface IEnrolmentRequests
{
    /// <summary>The requests of a pool, the newest first.</summary>
    /// <exception cref="InvalidMemberException">The cursor is none of this list.</exception>
    Task<Listed<EnrolmentRequestView>> ListAsync(PoolId pool, ListQuery query, CancellationToken ct);

    /// <summary>Asks for a link.</summary>
    Task<ActOutcome<EnrolmentRequestView>> AskAsync(Pool pool, string userId, TimeSpan lifetime, string? reason, Administrator who, CancellationToken ct);

    /// <summary>Approves: the link is made, for whoever approves to hand over. Once, in time, and by another person than asked and than is concerned.</summary>
    Task<ActOutcome<EnrolmentLink>> ApproveAsync(Pool pool, Guid request, string origin, Administrator who, CancellationToken ct);

    /// <summary>Rejects: no link is made.</summary>
    Task<ActOutcome<EnrolmentRequestView>> RejectAsync(Pool pool, Guid request, Administrator who, CancellationToken ct);
}
