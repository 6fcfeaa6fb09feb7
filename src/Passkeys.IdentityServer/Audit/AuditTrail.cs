using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Audit;

/// <summary>Adds entries to the unit of work at hand, so that they are saved with the change or not at all.</summary>
internal sealed class AuditTrail(PasskeysDbContext db, TimeProvider time)
{
    public const string Success = "success";
    public const string Refused = "refused";
    public const string Anonymous = "anonymous";

    public void Add(PoolId pool, string @event, AuditFacts facts)
    {
        var now = time.GetUtcNow();
        db.Audit.Add(new AuditEntry
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
        });
    }
}

/// <summary>What an audit entry says besides what happened where.</summary>
internal sealed record AuditFacts
{
    public string Outcome { get; init; } = AuditTrail.Success;

    public string? Reason { get; init; }

    public string? UserId { get; init; }

    public string? ClientId { get; init; }

    public string? PasskeyId { get; init; }

    public string? IpAddress { get; init; }

    /// <summary>Who did it; the person concerned when null.</summary>
    public string? Actor { get; init; }
}
