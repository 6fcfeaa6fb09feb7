using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration;

/// <summary>Invites a person to a passkey: a single-use, expiring code, for the administrator to hand over and in a mail.</summary>
internal sealed class Invite(PasskeysDbContext db, PoolUsers users, OneTimeCodes codes, AuditTrail audit, Post post, IOptions<PasskeysOptions> options)
{
    /// <summary>The code. One of before no longer works.</summary>
    public async Task<NewCode> ExecuteAsync(Pool pool, PoolUser user, Caller caller, AuditFacts who, CancellationToken ct)
    {
        var lifetime = PoolLifetimes.Of(pool.Policy.Lifetimes.InvitationSeconds, options.Value.InvitationLifetime);
        var code = await codes.CreateForLinkAsync(pool.Id, MailKind.Invitation, user.Id, lifetime, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await users.HoldAsync(pool.Id, user.Id, ct);
        await codes.AddAsync(code, ct);
        audit.Add(pool.Id, AuditEvent.Invitation, who with { UserId = user.Id });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        // In the pool's language: the administrator's says nothing about the invited person.
        var link = AccountLinks.EnrolByMail(pool, caller.HostOrigin, code.Text);
        await post.SendAsync(pool, user, Letter.Invitation(code.Text, link, code.Row.ExpiresAt), languages: [], ct);
        return code;
    }
}
