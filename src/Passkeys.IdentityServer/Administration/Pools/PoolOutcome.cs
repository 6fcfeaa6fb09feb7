using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>What became of a change of a pool.</summary>
public abstract record PoolOutcome
{
    private PoolOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Pool">The pool as it is now; as it was, where it was deleted.</param>
    public sealed record Saved(Pool Pool) : PoolOutcome;

    /// <summary>There is no such pool.</summary>
    public sealed record NotFound : PoolOutcome;

    /// <summary>Somebody else changed it meanwhile.</summary>
    /// <param name="Current">The pool as it is now.</param>
    public sealed record Stale(Pool Current) : PoolOutcome;

    /// <summary>Another pool has the id.</summary>
    public sealed record Taken : PoolOutcome;

    /// <summary>Such a pool could not be used.</summary>
    /// <param name="Member">The member that is wrong, as in the JSON of a pool: <c>origins</c>, <c>branding.accent</c>.</param>
    /// <param name="Message">What is expected of it, in English.</param>
    public sealed record Invalid(string Member, string Message) : PoolOutcome;

    /// <summary>No platform administrator who has a passkey would be left in an enabled pool.</summary>
    public sealed record LastAdministrator : PoolOutcome;

    /// <summary>It is beyond what the administrator may change.</summary>
    public sealed record OutOfReach : PoolOutcome;
}
