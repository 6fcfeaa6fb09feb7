using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration;

/// <summary>A link to a new passkey that one administrator asked for and another has to approve. The link is made when it is approved.</summary>
public class EnrolmentRequest
{
    /// <summary>A version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The person who is to get the link.</summary>
    public required string UserId { get; init; }

    /// <summary>Who asked: a user id or <c>client:id</c>. They cannot approve it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When they asked (UTC).</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Why, in their words, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>How long the link is to be good once it is made, in seconds.</summary>
    public required int LinkLifetimeSeconds { get; init; }

    /// <summary>Until when it can be approved (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Who decided, or null while nobody has.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>When they decided (UTC), or null.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Whether it was approved; null while nobody has decided.</summary>
    public bool? Approved { get; set; }
}
