using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Stores a new account with its first way to sign in, the spent sign-up, the activation code and the audit in one transaction.</summary>
internal sealed class NewAccount(
    PasskeysDbContext db,
    PoolUsers users,
    StoredPasskeys passkeys,
    ConcealedCredentials concealed,
    UnclaimedNames names,
    OneTimeCodes codes,
    OneTimeClaims claims,
    AuditTrail audit,
    IOptions<PasskeysOptions> options)
{
    /// <summary>Stores it all, or says why not. The code, when the pool asks for activation, goes by mail once this has committed.</summary>
    public async Task<NewAccountOutcome> SaveAsync(Newcomer newcomer, CancellationToken ct)
    {
        var (pool, ticket, user) = (newcomer.Pool, newcomer.Ticket, newcomer.User);
        user.Status = pool.Policy.Registration.Activation ? UserStatus.Pending : UserStatus.Active;
        var code = await CreateCodeAsync(pool, user.Id, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await users.FindByIdentifierAsync(pool.Id, ticket.Identifier, ct) is { } holder)
        {
            if (await IsSpentAsync(ticket, ct))
                return new NewAccountOutcome.SignUpUsed();
            if (!await names.TryFreeAsync(holder, ct))
            {
                await transaction.RollbackAsync(ct);
                return await ConcealAsync(newcomer, holder.Id, ct);
            }
        }
        try
        {
            await AddAsync(newcomer, code, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new NewAccountOutcome.Saved(code is null ? null : new NewCodeMail(code.Text, code.Row.ExpiresAt));
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return await WhoWasFirstAsync(newcomer, ct);
        }
    }

    private async Task<NewCode?> CreateCodeAsync(Pool pool, string userId, CancellationToken ct) =>
        pool.Policy.Registration.Activation
            ? await codes.CreateAsync(pool.Id, MailKind.Activation, userId, PoolLifetimes.Of(pool.Policy.Lifetimes.ActivationCodeSeconds, options.Value.ActivationCodeLifetime), ct)
            : null;

    private async Task AddAsync(Newcomer newcomer, NewCode? code, CancellationToken ct)
    {
        var (ticket, user, passkey) = (newcomer.Ticket, newcomer.User, newcomer.Passkey);
        db.Users.Add(user);
        if (passkey is not null)
            db.Passkeys.Add(passkey);
        db.SpentIds.Add(new SpentId { Purpose = SpentPurpose.SignUp, Id = ticket.Id, ExpiresAt = ticket.ExpiresAt });
        audit.Add(user.Pool, AuditEvent.SignUp, new AuditFacts { UserId = user.Id, PasskeyId = passkey?.Id, IpAddress = newcomer.Caller.IpAddress });
        if (code is not null)
            await codes.AddAsync(code, ct);
    }

    // A concealed sign-up is used up like any other. Where there is an activation to wait for, it leaves what a real one leaves: a passkey that
    // is refused and not unknown, and a code to try against, which nobody was told.
    private async Task<NewAccountOutcome> ConcealAsync(Newcomer newcomer, string ownerId, CancellationToken ct)
    {
        if (await CreateCodeAsync(newcomer.Pool, ownerId, ct) is { } code)
        {
            await codes.AddAsync(code, ct);
            if (newcomer.Passkey is { } passkey)
                concealed.Add(newcomer.Pool.Id, passkey.CredentialHash);
        }
        if (await claims.TryAddAsync(SpentPurpose.SignUp, newcomer.Ticket.Id, newcomer.Ticket.ExpiresAt, ct))
            return new NewAccountOutcome.Concealed(ownerId);
        db.ChangeTracker.Clear();
        return new NewAccountOutcome.SignUpUsed();
    }

    private Task<bool> IsSpentAsync(SignUpTicket ticket, CancellationToken ct) =>
        db.SpentIds.AnyAsync(s => s.Purpose == SpentPurpose.SignUp && s.Id == ticket.Id, ct);

    private async Task<NewAccountOutcome> WhoWasFirstAsync(Newcomer newcomer, CancellationToken ct)
    {
        var pool = newcomer.Pool.Id;
        if (await IsSpentAsync(newcomer.Ticket, ct))
            return new NewAccountOutcome.SignUpUsed();
        if (newcomer.Passkey is { } passkey && await passkeys.ExistsAsync(pool, new CredentialId(passkey.CredentialId), ct))
            return new NewAccountOutcome.Duplicate();
        return await users.FindByIdentifierAsync(pool, newcomer.Ticket.Identifier, ct) is { } holder
            ? await ConcealAsync(newcomer, holder.Id, ct)
            : throw new InvalidOperationException("An account could not be stored, and no other stands in its way.");
    }
}
