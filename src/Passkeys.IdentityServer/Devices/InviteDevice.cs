using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Devices;

/// <summary>Makes a code by which a signed-in person adds a passkey on another device: used once, soon expired, and dead with the session that made it.</summary>
internal sealed class InviteDevice(PasskeysDbContext db, PoolUsers users, OneTimeCodes codes, AuditTrail audit, IOptions<PasskeysOptions> options)
{
    /// <summary>The code. One made before, by whichever session, no longer works.</summary>
    public async Task<NewCode> ExecuteAsync(SignedInPerson person, string sessionId, string? ipAddress, CancellationToken ct)
    {
        var user = person.User;
        var code = await codes.CreateOnSessionAsync(user.Pool, MailKind.Device, user.Id, sessionId, options.Value.DeviceCodeLifetime, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await users.HoldAsync(user.Pool, user.Id, ct);
        await codes.AddAsync(code, ct);
        audit.Add(user.Pool, AuditEvent.DeviceInvited, new AuditFacts { UserId = user.Id, ClientId = person.ClientId, IpAddress = ipAddress });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return code;
    }
}
