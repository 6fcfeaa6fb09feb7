using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

internal sealed class AccountActs(
    PasskeysDbContext db,
    ActsOnPeople acts,
    AdministeredUsers administered,
    PoolUsers users,
    UnclaimedNames names,
    StoredSessions sessions,
    RemovePasskey removePasskey,
    AuditTrail audit,
    Post post,
    ILookupNormalizer normalizer,
    TimeProvider time) : IAccountActs
{
    public async Task<ActOutcome<AdministeredUser>> CreateAsync(Pool pool, string identifier, string? displayName, Administrator who, CancellationToken ct)
    {
        if (AccountTexts.Refuse(identifier, displayName) is { } invalid)
            return ActOutcome.Refused<AdministeredUser>(invalid);
        var user = NewPoolUser.Create(pool.Id, NewPoolUser.CreateId(time), NewPoolUser.CreateUserHandle(), identifier, displayName, normalizer, time);
        user.Status = UserStatus.Pending;
        return await UnlessTakenAsync(pool, user.Id, identifier, async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await IsTakenAsync(pool, user.Id, identifier, ct))
                return ActOutcome.Refused<AdministeredUser>(ActRefusal.IdentifierTaken);
            db.Users.Add(user);
            audit.Add(pool.Id, AuditEvent.UserCreated, who.Facts with { UserId = user.Id });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return ActOutcome.Done(AdministeredUser.Of(user, passkeyCount: 0, lastSignInAt: null));
        }, ct);
    }

    public async Task<ActOutcome<AdministeredUser>> ChangeAsync(Pool pool, string userId, AccountChange change, Administrator who, CancellationToken ct)
    {
        if (AccountTexts.Refuse(change.Identifier, change.DisplayName) is { } invalid)
            return ActOutcome.Refused<AdministeredUser>(invalid);
        var letters = new List<(PoolUser To, Letter Letter)>();
        var outcome = await UnlessTakenAsync(pool, userId, change.Identifier, () => acts.RunAsync(pool, userId, who, user => ChangeAsync(pool, user, change, who, letters, ct), ct), ct);
        if (outcome.Refusal is { } refusal)
            return ActOutcome.Refused<AdministeredUser>(refusal);
        foreach (var (to, letter) in letters)
            await post.SendAsync(pool, to, letter, languages: [], ct);
        return await administered.FindAsync(pool.Id, userId, ct) is { } changed ? ActOutcome.Done(changed) : ActOutcome.Refused<AdministeredUser>(ActRefusal.NotFound);
    }

    public async Task<ActOutcome<string>> RemoveAsync(Pool pool, string userId, Administrator who, CancellationToken ct)
    {
        var outcome = await acts.RunAsync(pool, userId, who, async user =>
        {
            if (await acts.IsLastAdministratorAsync(user, ct))
                return ActOutcome.Refused<PoolUser>(ActRefusal.LastAdministrator);
            await removePasskey.RemoveAllInTransactionAsync(user, who.Facts, ct);
            await ForgetCodesAsync(user, ct);
            await db.EnrolmentRequests.Where(request => request.Pool == pool.Id && request.UserId == user.Id).ExecuteDeleteAsync(ct);
            audit.Add(pool.Id, AuditEvent.UserDeleted, who.Facts with { UserId = user.Id });
            // The database removes what refers to the person: roles, consents.
            db.Users.Remove(user);
            return ActOutcome.Done(user);
        }, ct);
        if (outcome.Value is not { } gone)
            return ActOutcome.Refused<string>(outcome.Refusal!.Value);
        await post.SendAsync(pool, gone, Letter.AccountRemoved, languages: [], ct);
        return ActOutcome.Done(gone.Id);
    }

    private async Task<ActOutcome<PoolUser>> ChangeAsync(Pool pool, PoolUser user, AccountChange change, Administrator who, List<(PoolUser, Letter)> letters, CancellationToken ct)
    {
        var former = new PoolUser { Pool = pool.Id, UserHandle = [], Email = user.Email };
        if (change.Status is { } status && status != user.Status)
        {
            if (await SetStatusAsync(user, status, who, ct) is { } refusal)
                return ActOutcome.Refused<PoolUser>(refusal);
            letters.Add((former, status is UserStatus.Suspended ? Letter.AccountSuspended : Letter.AccountReactivated));
        }
        if (change.DisplayName is { } name)
            user.DisplayName = name.Length == 0 ? null : name;
        if (change.Identifier is { } identifier && identifier.Trim() != user.UserName)
        {
            if (await IsTakenAsync(pool, user.Id, identifier, ct))
                return ActOutcome.Refused<PoolUser>(ActRefusal.IdentifierTaken);
            users.Rename(user, identifier);
            await ForgetCodesAsync(user, ct);
            letters.Add((former, Letter.IdentifierChanged));
        }
        if (change.Identifier is not null || change.DisplayName is not null)
            audit.Add(pool.Id, AuditEvent.UserChanged, who.Facts with { UserId = user.Id });
        return ActOutcome.Done(user);
    }

    private async Task<ActRefusal?> SetStatusAsync(PoolUser user, UserStatus status, Administrator who, CancellationToken ct)
    {
        if (status is UserStatus.Suspended)
        {
            if (await acts.IsLastAdministratorAsync(user, ct))
                return ActRefusal.LastAdministrator;
            await ForgetCodesAsync(user, ct);
            user.SecurityStamp = NewPoolUser.CreateStamp();
        }
        user.Status = status;
        // Also when the account comes back: a sign-in that was under way when it was suspended has left a session that nobody could use until now.
        await sessions.EndAllAsync(user.Pool, user.Id, ct);
        audit.Add(user.Pool, status is UserStatus.Suspended ? AuditEvent.UserSuspended : AuditEvent.UserReactivated, who.Facts with { UserId = user.Id });
        return null;
    }

    // Codes went to whom the account seemed to belong to before.
    private Task<int> ForgetCodesAsync(PoolUser user, CancellationToken ct) =>
        db.OneTimeCodes.Where(code => code.Pool == user.Pool && code.UserId == user.Id).ExecuteDeleteAsync(ct);

    private async Task<bool> IsTakenAsync(Pool pool, string userId, string identifier, CancellationToken ct) =>
        await users.FindByIdentifierAsync(pool.Id, identifier, ct) is { } holder && holder.Id != userId && !await names.TryFreeAsync(holder, ct);

    // Two who give the same identifier at once both find it free; the index lets one of them save.
    private async Task<ActOutcome<T>> UnlessTakenAsync<T>(Pool pool, string userId, string? identifier, Func<Task<ActOutcome<T>>> act, CancellationToken ct)
    {
        try
        {
            return await act();
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested && identifier is not null)
        {
            db.ChangeTracker.Clear();
            if (await users.FindByIdentifierAsync(pool.Id, identifier, ct) is { } holder && holder.Id != userId)
                return ActOutcome.Refused<T>(ActRefusal.IdentifierTaken);
            throw;
        }
    }
}
