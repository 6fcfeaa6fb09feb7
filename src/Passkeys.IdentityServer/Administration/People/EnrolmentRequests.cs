using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Decides about requests for enrolment links.</summary>
internal sealed class EnrolmentRequests(
    PasskeysDbContext db, EnrolmentRequestList list, ActsOnPeople acts, EnrolmentLinks links, AuditTrail audit, TimeProvider time) : IEnrolmentRequests
{
    Task<Listed<EnrolmentRequestView>> IEnrolmentRequests.ListAsync(PoolId pool, ListQuery query, CancellationToken ct) => list.ListAsync(pool, query, ct);

    public async Task<ActOutcome<EnrolmentRequestView>> AskAsync(Pool pool, string userId, TimeSpan lifetime, string? reason, Administrator who, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var outcome = await acts.RunAsync(pool, userId, who, user =>
        {
            if (user.Status is UserStatus.Suspended)
                return Task.FromResult(ActOutcome.Refused<Guid>(ActRefusal.Suspended));
            var request = new EnrolmentRequest
            {
                Id = Guid.CreateVersion7(now),
                Pool = pool.Id,
                UserId = user.Id,
                RequestedBy = who.Actor,
                RequestedAt = now,
                Reason = reason,
                LinkLifetimeSeconds = (int)lifetime.TotalSeconds,
                ExpiresAt = now + EnrolmentRules.Approval,
            };
            db.EnrolmentRequests.Add(request);
            audit.Add(pool.Id, AuditEvent.EnrolmentRequested, who.Facts with { UserId = user.Id });
            return Task.FromResult(ActOutcome.Done(request.Id));
        }, ct);
        return outcome.Refusal is { } refusal ? ActOutcome.Refused<EnrolmentRequestView>(refusal) : await ShowAsync(pool, outcome.Value, ct);
    }

    public async Task<ActOutcome<EnrolmentLink>> ApproveAsync(Pool pool, Guid request, string origin, Administrator who, CancellationToken ct)
    {
        if (await list.FindAsync(pool.Id, request, ct) is not { } asked)
            return ActOutcome.Refused<EnrolmentLink>(ActRefusal.NotFound);
        if (RefuseApprover(asked, who) is { } refusal)
            return ActOutcome.Refused<EnrolmentLink>(refusal);
        var lifetime = TimeSpan.FromSeconds(asked.LinkLifetimeSeconds);
        return await links.GiveAsync(pool, asked.UserId, lifetime, origin, who, user => DecideAsync(pool, asked, user, approve: true, who, ct), links.Notice, ct);
    }

    public async Task<ActOutcome<EnrolmentRequestView>> RejectAsync(Pool pool, Guid request, Administrator who, CancellationToken ct)
    {
        if (await list.FindAsync(pool.Id, request, ct) is not { } asked)
            return ActOutcome.Refused<EnrolmentRequestView>(ActRefusal.NotFound);
        var outcome = await acts.RunAsync(
            pool, asked.UserId, who, async user => await DecideAsync(pool, asked, user, approve: false, who, ct) is { } refusal ? ActOutcome.Refused<Guid>(refusal) : ActOutcome.Done(asked.Id), ct);
        return outcome.Refusal is { } why ? ActOutcome.Refused<EnrolmentRequestView>(why) : await ShowAsync(pool, asked.Id, ct);
    }

    // Four eyes: a client's secret may be in the hands of whoever asked.
    private static ActRefusal? RefuseApprover(EnrolmentRequestView asked, Administrator who) => who switch
    {
        { UserId: null } => ActRefusal.PersonRequired,
        _ when who.Actor == asked.RequestedBy => ActRefusal.OwnRequest,
        _ when who.UserId == asked.UserId => ActRefusal.OwnAccount,
        _ => null,
    };

    // One statement decides, in the transaction that makes the link: of any number who decide at once, one does.
    private async Task<ActRefusal?> DecideAsync(Pool pool, EnrolmentRequestView asked, PoolUser user, bool approve, Administrator who, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var decided = await db.EnrolmentRequests
            .Where(request => request.Pool == pool.Id && request.Id == asked.Id && request.DecidedAt == null && request.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.DecidedAt, now).SetProperty(r => r.DecidedBy, who.Actor).SetProperty(r => r.Approved, approve), ct);
        if (decided == 0)
            return await db.EnrolmentRequests.AnyAsync(request => request.Pool == pool.Id && request.Id == asked.Id && request.DecidedAt != null, ct)
                ? ActRefusal.AlreadyDecided
                : ActRefusal.RequestExpired;
        audit.Add(pool.Id, approve ? AuditEvent.EnrolmentApproved : AuditEvent.EnrolmentRejected, who.Facts with { UserId = user.Id });
        return null;
    }

    private async Task<ActOutcome<EnrolmentRequestView>> ShowAsync(Pool pool, Guid request, CancellationToken ct) =>
        await list.FindAsync(pool.Id, request, ct) is { } found ? ActOutcome.Done(found) : ActOutcome.Refused<EnrolmentRequestView>(ActRefusal.NotFound);
}
