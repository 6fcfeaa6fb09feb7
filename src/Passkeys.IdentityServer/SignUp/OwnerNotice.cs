using System.Globalization;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>The mail to an owner whose address someone tried to sign up with; at most one an hour, whichever the node.</summary>
internal sealed class OwnerNotice(IPools pools, PoolUsers users, OneTimeClaims claims, IMailSender mail, TimeProvider time)
{
    /// <summary>Sends it if the account existed before the sign-up began: whoever is looked up late may own the very account that it made.</summary>
    public async Task SendIfOwnedAsync(PoolId poolId, string identifier, DateTimeOffset before, CancellationToken ct)
    {
        if (await pools.FindAsync(poolId, ct) is { } pool
            && await users.FindByIdentifierAsync(poolId, identifier, ct) is { Status: not UserStatus.Pending } owner
            && owner.CreatedAt < before)
            await SendAsync(pool, owner, ct);
    }

    public async Task SendAsync(Pool pool, PoolUser owner, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var hour = string.Create(CultureInfo.InvariantCulture, $"{owner.Id}.{now:yyyyMMddHH}");
        if (owner.Email is { } address && await claims.TryAddAsync(SpentPurpose.Notice, hour, now.AddHours(2), ct))
            await mail.SendAsync(Letters.AlreadyHasAccount(pool, address), ct);
    }
}
