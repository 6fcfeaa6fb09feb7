using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>
/// Mails codes that were asked for by naming an account: for an activation once more, or for a recovery. Runs out of band; at most one mail
/// of a kind a minute, whichever the node.
/// </summary>
internal sealed class MailedCodes(
    PasskeysDbContext db, PoolUsers users, OneTimeCodes codes, Post post, AuditTrail audit, IRateLimits limits, IOptions<PasskeysOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Mails a new activation code to an account that waits for one, and nothing to any other.</summary>
    public async Task SendActivationAsync(Pool pool, string identifier, Caller caller, CancellationToken ct)
    {
        if (await users.FindByIdentifierAsync(pool.Id, identifier, ct) is not { Status: UserStatus.Pending } user
            || user.CreatedAt + options.Value.PendingAccountLifetime <= time.GetUtcNow()
            || !await HasSignedUpAsync(user, ct))
            return;
        if (await GiveAsync(pool, user, MailKind.Activation, caller, ct) is not { } code)
            return;
        var link = AccountLinks.Activate(pool, caller.HostOrigin, code.Text, user.UserName!);
        await post.SendAsync(pool, user, Letter.Activation(code.Text, link, code.Row.ExpiresAt), caller.Languages, ct);
    }

    /// <summary>Mails a recovery code to an account that may sign in, or may once it is activated; nothing to a suspended one, nothing where there is none.</summary>
    public async Task SendRecoveryAsync(Pool pool, string identifier, Caller caller, CancellationToken ct)
    {
        if (await users.FindByIdentifierAsync(pool.Id, identifier, ct) is not { Status: not UserStatus.Suspended } user)
            return;
        if (await GiveAsync(pool, user, MailKind.Recovery, caller, ct) is not { } code)
            return;
        var link = AccountLinks.Recover(pool, caller.HostOrigin, code.Text, user.UserName!);
        await post.SendAsync(pool, user, Letter.Recovery(code.Text, link, code.Row.ExpiresAt), caller.Languages, ct);
    }

    // Who was invited and has not come yet gets in by the invitation.
    private async Task<bool> HasSignedUpAsync(PoolUser user, CancellationToken ct) =>
        user.PasswordHash is not null || await db.Passkeys.AnyAsync(p => p.Pool == user.Pool && p.UserId == user.Id, ct);

    private TimeSpan LifetimeOf(Pool pool, string purpose) => purpose == MailKind.Activation
        ? PoolLifetimes.Of(pool.Policy.Lifetimes.ActivationCodeSeconds, options.Value.ActivationCodeLifetime)
        : PoolLifetimes.Of(pool.Policy.Lifetimes.RecoveryCodeSeconds, options.Value.RecoveryCodeLifetime);

    private async Task<NewCode?> GiveAsync(Pool pool, PoolUser user, string purpose, Caller caller, CancellationToken ct)
    {
        if (user.Email is null || await limits.TakeAsync(user.Pool, RateLimit.MailsToIdentifier, user.NormalizedUserName!, pool.Policy.Limits, ct) is not null)
            return null;
        var lifetime = LifetimeOf(pool, purpose);
        var code = await codes.CreateAsync(user.Pool, purpose, user.Id, lifetime, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await users.HoldAsync(user.Pool, user.Id, ct);
        if (await codes.WasGivenAsync(user.Pool, purpose, user.Id, time.GetUtcNow() + lifetime - Interval, ct))
            return null;
        await codes.AddAsync(code, ct);
        audit.Add(user.Pool, AuditEvent.CodeMailed, new AuditFacts { UserId = user.Id, Reason = purpose, IpAddress = caller.IpAddress, Actor = AuditTrail.Anonymous });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return code;
    }
}
