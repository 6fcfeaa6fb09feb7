using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Operations;

/// <summary>Stores the passkey that a back end has allowed, in one transaction: the operation used up, the account where it is new, and the code that tells the back end.</summary>
internal sealed class RegisterByOperation(
    PasskeysDbContext db,
    IOperationTokens operations,
    AddPasskey addPasskey,
    PoolUsers users,
    UnclaimedNames unclaimed,
    StoredPasskeys passkeys,
    StoredSessions sessions,
    ISignInResults results,
    AuditTrail audit,
    ILookupNormalizer normalizer,
    IOptions<PasskeysOptions> options,
    TimeProvider time)
{
    public async Task<RegistrationOutcome> SaveAsync(RegistrationAttempt attempt, RegistrationAuthority.ByOperation by, Passkey passkey, CancellationToken ct)
    {
        var operation = by.Operation;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await operations.TryUseAsync(operation, ct))
            return new RegistrationOutcome.Refused(RefusalReason.OperationSpent);
        var outcome = by.User is { } user
            ? await AddAsync(attempt, operation, user, passkey, ct)
            : await MakeAccountAsync(attempt, operation, passkey, ct);
        if (outcome is not RegistrationOutcome.Added added)
            return outcome;
        var code = IssueCode(attempt, operation, added);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return added with { Code = code };
    }

    // Who was made by an administrator and has not come yet comes in by this. Left waiting, with a passkey, the account would look like a sign-up that nobody
    // activated, and lose its name to whoever signs up next.
    private async Task<RegistrationOutcome> AddAsync(RegistrationAttempt attempt, Operation operation, PoolUser user, Passkey passkey, CancellationToken ct)
    {
        var awaited = user.Status is UserStatus.Pending && !await unclaimed.IsOneAsync(user, ct);
        var outcome = await addPasskey.SaveInTransactionAsync(attempt, user, operation.ClientId, passkey, ct, operation.Actor);
        if (awaited && outcome is RegistrationOutcome.Added)
        {
            await db.Users.Where(u => u.Pool == user.Pool && u.Id == user.Id && u.Status == UserStatus.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.Status, UserStatus.Active), ct);
        }
        return outcome;
    }

    // The back end answers for whom it lets in, so the account is active at once, also where a sign-up has to be activated by mail.
    private async Task<RegistrationOutcome> MakeAccountAsync(RegistrationAttempt attempt, Operation operation, Passkey passkey, CancellationToken ct)
    {
        var pool = operation.Pool;
        if (await users.FindByIdentifierAsync(pool, operation.Username!, ct) is { } holder && !await unclaimed.TryFreeAsync(holder, ct))
            return new RegistrationOutcome.Refused(RefusalReason.IdentifierTaken);
        var user = NewPoolUser.Create(pool, operation.NewUserId!, attempt.Ceremony.UserHandle!, operation.Username!, operation.DisplayName, normalizer, time);
        db.Users.Add(user);
        db.Passkeys.Add(passkey);
        audit.Add(pool, AuditEvent.SignUp, new AuditFacts
        {
            UserId = user.Id,
            PasskeyId = passkey.Id,
            ClientId = operation.ClientId,
            IpAddress = attempt.Caller.IpAddress,
            Actor = operation.Actor,
        });
        try
        {
            await db.SaveChangesAsync(ct);
            return new RegistrationOutcome.Added(user, passkey, [passkey]);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await passkeys.ExistsAsync(pool, new CredentialId(passkey.CredentialId), ct))
                return new RegistrationOutcome.Duplicate();
            if (await users.FindByIdentifierAsync(pool, operation.Username!, ct) is not null)
                return new RegistrationOutcome.Refused(RefusalReason.IdentifierTaken);
            throw;
        }
    }

    // The code dies with its session, and that with the passkey. No scope: a registration is no sign-in, and yields no tokens.
    private string? IssueCode(RegistrationAttempt attempt, Operation operation, RegistrationOutcome.Added added)
    {
        var (user, passkey) = (added.User, added.Passkey);
        var how = AuthenticationContext.OfPasskey(passkey.Data.IsUserVerified, passkey.HardwareProtected);
        var session = sessions.Begin(user, passkey.Id, how, operation.ClientId);
        session.ExpiresAt = time.GetUtcNow() + options.Value.ResultCodeLifetime;
        var facts = new SignInFacts
        {
            PasskeyId = passkey.Id,
            CredentialId = new CredentialId(passkey.CredentialId).ToString(),
            Aaguid = passkey.Aaguid,
            UserVerified = passkey.Data.IsUserVerified,
            ClientId = operation.ClientId,
            Scope = "",
        };
        return results.IssueCode(new SignInOutcome.Accepted(user, session, facts), attempt.Caller);
    }
}
