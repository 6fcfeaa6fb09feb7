using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Audit;

/// <summary>Adds entries to the unit of work at hand, so that they are saved with the change or not at all.</summary>
public sealed class AuditTrail
{
    private readonly PasskeysDbContext _db;
    private readonly AfterCommit _afterCommit;
    private readonly IAuditOutbox _outbox;
    private readonly AuditSignal _signal;
    private readonly IEnumerable<IAuditObserver> _observers;
    private readonly TimeProvider _time;

    internal AuditTrail(PasskeysDbContext db, AfterCommit afterCommit, IAuditOutbox outbox, AuditSignal signal, IEnumerable<IAuditObserver> observers, TimeProvider time) =>
        (_db, _afterCommit, _outbox, _signal, _observers, _time) = (db, afterCommit, outbox, signal, observers, time);

    /// <summary>The outcome of what was done.</summary>
    public const string Success = "success";

    /// <summary>The outcome of what was refused.</summary>
    public const string Refused = "refused";

    /// <summary>The actor when nobody is known.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Adds an entry; the caller saves.</summary>
    /// <param name="pool">The pool, or null where none was named.</param>
    /// <param name="event">One of <see cref="AuditEvent"/>.</param>
    /// <param name="facts">The rest.</param>
    public void Add(PoolId? pool, string @event, AuditFacts facts)
    {
        var now = _time.GetUtcNow();
        var entry = new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Pool = pool,
            Event = @event,
            Outcome = facts.Outcome,
            Reason = facts.Reason,
            UserId = facts.UserId,
            ClientId = facts.ClientId,
            PasskeyId = facts.PasskeyId,
            IpAddress = facts.IpAddress,
            Actor = facts.Actor ?? facts.UserId ?? Anonymous,
        };
        _db.Audit.Add(entry);
        _outbox.Add(entry);
        _afterCommit.Run(_signal.RaiseAsync);
        foreach (var observer in _observers)
            _afterCommit.Run(() => observer.ObserveAsync(entry));
    }
}

/// <summary>What an audit entry says besides what happened where.</summary>
public sealed record AuditFacts
{
    /// <summary><c>success</c> (default) or <c>refused</c>.</summary>
    public string Outcome { get; init; } = AuditTrail.Success;

    /// <summary>Why it was refused, or what is worth a look.</summary>
    public string? Reason { get; init; }

    /// <summary>The person concerned.</summary>
    public string? UserId { get; init; }

    /// <summary>The client.</summary>
    public string? ClientId { get; init; }

    /// <summary>The passkey.</summary>
    public string? PasskeyId { get; init; }

    /// <summary>The caller's address.</summary>
    public string? IpAddress { get; init; }

    /// <summary>Who did it; the person concerned when null.</summary>
    public string? Actor { get; init; }
}
