using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Stores a new account with its passkey, the spent sign-up, the activation code and the audit in one transaction.</summary>
internal sealed class NewAccount(
    PasskeysDbContext db,
    PoolUsers users,
    StoredPasskeys passkeys,
    OneTimeCodes codes,
    OneTimeClaims claims,
    AuditTrail audit,
    ILookupNormalizer normalizer,
    IOptions<PasskeysOptions> options,
    TimeProvider time)
{
    /// <summary>Stores it all, or says why not. The code, when the pool asks for activation, goes by mail once this has committed.</summary>
    public async Task<(RegistrationOutcome Outcome, string? Code)> SaveAsync(RegistrationAttempt attempt, SignUpTicket ticket, Passkey passkey, CancellationToken ct)
    {
        var pool = attempt.Pool;
        var user = Create(attempt, ticket);
        var code = user.Status is UserStatus.Pending
            ? await codes.CreateAsync(user.Pool, MailKind.Activation, user.Id, options.Value.ActivationCodeLifetime, ct)
            : null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await users.FindByIdentifierAsync(pool.Id, ticket.Identifier, ct) is { } holder)
        {
            if (await IsSpentAsync(ticket, ct))
                return (new RegistrationOutcome.Refused(RefusalReason.SignUpUnusable), null);
            if (!await MakeWayAsync(holder, ct))
            {
                await transaction.RollbackAsync(ct);
                return (await ConcealAsync(ticket, user, passkey, holder.Id, ct), null);
            }
        }
        try
        {
            await AddAsync(attempt, ticket, user, passkey, code, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (new RegistrationOutcome.Added(user, passkey, [passkey]), code?.Text);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return (await WhoWasFirstAsync(pool, ticket, user, passkey, ct), null);
        }
    }

    private PoolUser Create(RegistrationAttempt attempt, SignUpTicket ticket)
    {
        var ceremony = attempt.Ceremony;
        var user = NewPoolUser.Create(attempt.Pool.Id, ceremony.UserId!, ceremony.UserHandle!, ticket.Identifier, ticket.DisplayName, normalizer, time);
        user.Status = attempt.Pool.Policy.Registration.Activation ? UserStatus.Pending : UserStatus.Active;
        return user;
    }

    private async Task AddAsync(RegistrationAttempt attempt, SignUpTicket ticket, PoolUser user, Passkey passkey, NewCode? code, CancellationToken ct)
    {
        db.Users.Add(user);
        db.Passkeys.Add(passkey);
        db.SpentIds.Add(new SpentId { Purpose = SpentPurpose.SignUp, Id = ticket.Id, ExpiresAt = ticket.ExpiresAt });
        audit.Add(user.Pool, AuditEvent.SignUp, new AuditFacts { UserId = user.Id, PasskeyId = passkey.Id, IpAddress = attempt.Caller.IpAddress });
        if (code is not null)
            await codes.AddAsync(code, ct);
    }

    // A concealed sign-up is used up like any other.
    private async Task<RegistrationOutcome> ConcealAsync(SignUpTicket ticket, PoolUser pretended, Passkey passkey, string ownerId, CancellationToken ct) =>
        await claims.TryAddAsync(SpentPurpose.SignUp, ticket.Id, ticket.ExpiresAt, ct)
            ? new RegistrationOutcome.Concealed(pretended, passkey, ownerId)
            : new RegistrationOutcome.Refused(RefusalReason.SignUpUnusable);

    private Task<bool> IsSpentAsync(SignUpTicket ticket, CancellationToken ct) =>
        db.SpentIds.AnyAsync(s => s.Purpose == SpentPurpose.SignUp && s.Id == ticket.Id, ct);

    // An account that was never activated holds no name: whoever signs up next, and can read the mail, has it.
    private async Task<bool> MakeWayAsync(PoolUser holder, CancellationToken ct)
    {
        var invited = !await db.Passkeys.AnyAsync(p => p.Pool == holder.Pool && p.UserId == holder.Id, ct);
        return !invited
            && await db.Users.Where(u => u.Pool == holder.Pool && u.Id == holder.Id && u.Status == UserStatus.Pending).ExecuteDeleteAsync(ct) == 1;
    }

    private async Task<RegistrationOutcome> WhoWasFirstAsync(Pool pool, SignUpTicket ticket, PoolUser user, Passkey passkey, CancellationToken ct)
    {
        if (await IsSpentAsync(ticket, ct))
            return new RegistrationOutcome.Refused(RefusalReason.SignUpUnusable);
        if (await passkeys.ExistsAsync(pool.Id, new CredentialId(passkey.CredentialId), ct))
            return new RegistrationOutcome.Duplicate();
        return await users.FindByIdentifierAsync(pool.Id, ticket.Identifier, ct) is { } holder
            ? await ConcealAsync(ticket, user, passkey, holder.Id, ct)
            : throw new InvalidOperationException("An account could not be stored, and no other stands in its way.");
    }
}
