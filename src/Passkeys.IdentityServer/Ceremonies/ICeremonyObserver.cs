using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>
/// Is told of every ceremony: begun, finished, refused. In the background and soon after, so that nobody waits for it; where more happens than it can take, and when the
/// process ends, some is not told. Who was concerned is in the audit, which misses nothing: <see cref="Audit.IAuditObserver"/>.
/// </summary>
public interface ICeremonyObserver
{
    /// <summary>Takes note, within five seconds. What it throws is logged and changes nothing.</summary>
    /// <param name="ceremony">What happened.</param>
    /// <param name="ct">Cancels, when it takes too long or the host ends.</param>
    Task ObserveAsync(CeremonyEvent ceremony, CancellationToken ct);
}

/// <summary>A step in the life of a ceremony.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Purpose"><c>registration</c> or <c>authentication</c>.</param>
/// <param name="Stage">The step.</param>
/// <param name="Reason">Why it was refused; else null.</param>
/// <param name="At">When (UTC).</param>
public sealed record CeremonyEvent(PoolId Pool, string Purpose, CeremonyStage Stage, RefusalReason? Reason, DateTimeOffset At);

/// <summary>The steps in the life of a ceremony.</summary>
public enum CeremonyStage
{
    /// <summary>Options were handed out. Most of those that a page begins for autofill are never finished.</summary>
    Begun,

    /// <summary>It succeeded.</summary>
    Finished,

    /// <summary>It was refused.</summary>
    Refused,
}
