namespace Passkeys.IdentityServer.Pools;

/// <summary>A change of a pool's rules: who, when, and what it was before and after. Written in the transaction of the change.</summary>
public class PoolChange
{
    /// <summary>A version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: a user id, <c>client:id</c>, or <c>operator</c> for the command line.</summary>
    public required string Actor { get; init; }

    /// <summary>The version of the pool that the change made.</summary>
    public required Guid Version { get; init; }

    /// <summary>What changed, as JSON: a list of <c>{member, before, after}</c>.</summary>
    public required string Changes { get; init; }
}
