using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

internal sealed class CredentialActs(
    PasskeysDbContext db,
    ActsOnPeople acts,
    RemovePasskey removePasskey,
    OtherWaysIn others,
    StoredSessions sessions,
    EnrolmentLinks links,
    AuditTrail audit,
    Post post,
    IOptions<PasskeysOptions> options) : ICredentialActs
{
    public async Task<ActOutcome<string>> RemovePasskeyAsync(Pool pool, string userId, string passkeyId, bool lastConfirmed, Administrator who, CancellationToken ct)
    {
        var outcome = await acts.RunAsync(pool, userId, who, async user => await removePasskey.InTransactionAsync(pool, user, passkeyId, lastConfirmed, who.Facts, ct) switch
        {
            RemovalOutcome.Removed { Rest.Count: 0 } when await acts.IsLastAdministratorAsync(user, ct) => ActOutcome.Refused<PoolUser>(ActRefusal.LastAdministrator),
            RemovalOutcome.Removed => ActOutcome.Done(user),
            RemovalOutcome.LastCredential => ActOutcome.Refused<PoolUser>(ActRefusal.LastCredential),
            _ => ActOutcome.Refused<PoolUser>(ActRefusal.NotFound),
        }, ct);
        return await TellAsync(pool, outcome, Letter.PasskeyRemoved, passkeyId, ct);
    }

    public async Task<ActOutcome<int>> RemovePasskeysAsync(Pool pool, string userId, Administrator who, CancellationToken ct)
    {
        var count = 0;
        var outcome = await acts.RunAsync(pool, userId, who, async user =>
        {
            count = await db.Passkeys.CountAsync(passkey => passkey.Pool == pool.Id && passkey.UserId == user.Id, ct);
            if (count > 0 && await acts.IsLastAdministratorAsync(user, ct))
                return ActOutcome.Refused<PoolUser>(ActRefusal.LastAdministrator);
            if (count > 0)
                await removePasskey.RemoveAllInTransactionAsync(user, who.Facts, ct);
            return ActOutcome.Done(user);
        }, ct);
        return count > 0 || outcome.Refusal is not null ? await TellAsync(pool, outcome, Letter.PasskeyRemoved, count, ct) : ActOutcome.Done(0);
    }

    public async Task<ActOutcome<string>> EndSessionAsync(Pool pool, string userId, string sessionId, Administrator who, CancellationToken ct)
    {
        var outcome = await acts.RunAsync(pool, userId, who, async user =>
        {
            if (!await db.Sessions.AnyAsync(session => session.Pool == pool.Id && session.UserId == user.Id && session.Id == sessionId, ct))
                return ActOutcome.Refused<PoolUser>(ActRefusal.NotFound);
            await sessions.EndAsync(pool.Id, sessionId, ct);
            audit.Add(pool.Id, AuditEvent.SessionEnded, who.Facts with { UserId = user.Id });
            return ActOutcome.Done(user);
        }, ct);
        return await TellAsync(pool, outcome, Letter.SessionsEnded, sessionId, ct);
    }

    public async Task<ActOutcome<int>> EndSessionsAsync(Pool pool, string userId, Administrator who, CancellationToken ct)
    {
        var count = 0;
        var outcome = await acts.RunAsync(pool, userId, who, async user =>
        {
            count = await db.Sessions.CountAsync(session => session.Pool == pool.Id && session.UserId == user.Id, ct);
            await sessions.EndAllAsync(pool.Id, user.Id, ct);
            audit.Add(pool.Id, AuditEvent.SessionsEnded, who.Facts with { UserId = user.Id });
            return ActOutcome.Done(user);
        }, ct);
        return outcome switch
        {
            { Refusal: { } refusal } => ActOutcome.Refused<int>(refusal),
            _ when count == 0 => ActOutcome.Done(0),
            _ => await TellAsync(pool, outcome, Letter.SessionsEnded, count, ct),
        };
    }

    public Task<ActOutcome<EnrolmentLink>> InviteAsync(Pool pool, string userId, string origin, Administrator who, CancellationToken ct) => links.GiveAsync(
        pool,
        userId,
        PoolLifetimes.Of(pool.Policy.Lifetimes.InvitationSeconds, options.Value.InvitationLifetime),
        origin,
        who,
        user => Task.FromResult(Invitable(pool, user) ?? Entered(user, AuditEvent.Invitation, who)),
        links.Invitation,
        ct);

    public Task<ActOutcome<EnrolmentLink>> ReEnrolAsync(Pool pool, string userId, string origin, Administrator who, CancellationToken ct) => links.GiveAsync(
        pool,
        userId,
        PoolLifetimes.Of(pool.Policy.Lifetimes.InvitationSeconds, options.Value.InvitationLifetime),
        origin,
        who,
        async user => await ClearAsync(user, who, ct) ?? Entered(user, AuditEvent.ReEnrolment, who),
        links.ReEnrolment,
        ct);

    public Task<ActOutcome<EnrolmentLink>> MakeLinkAsync(Pool pool, string userId, TimeSpan lifetime, string origin, Administrator who, CancellationToken ct) => links.GiveAsync(
        pool,
        userId,
        lifetime,
        origin,
        who,
        user => Task.FromResult(Entered(user, AuditEvent.EnrolmentLink, who)),
        links.Notice,
        ct);

    private static ActRefusal? Invitable(Pool pool, PoolUser user) =>
        pool.Policy.Registration.Invitation ? user.Status is UserStatus.Suspended ? ActRefusal.Suspended : null : ActRefusal.InvitationsDisabled;

    private ActRefusal? Entered(PoolUser user, string @event, Administrator who)
    {
        audit.Add(user.Pool, @event, who.Facts with { UserId = user.Id });
        return null;
    }

    private async Task<ActRefusal?> ClearAsync(PoolUser user, Administrator who, CancellationToken ct)
    {
        if (await acts.IsLastAdministratorAsync(user, ct))
            return ActRefusal.LastAdministrator;
        await removePasskey.RemoveAllInTransactionAsync(user, who.Facts, ct);
        await others.ClearAsync(user, who.Facts, ct);
        return null;
    }

    private async Task<ActOutcome<T>> TellAsync<T>(Pool pool, ActOutcome<PoolUser> outcome, Letter letter, T value, CancellationToken ct)
    {
        if (outcome.Value is not { } user)
            return ActOutcome.Refused<T>(outcome.Refusal!.Value);
        await post.SendAsync(pool, user, letter, languages: [], ct);
        return ActOutcome.Done(value);
    }
}
