using System.Globalization;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>The mail to an owner whose address someone tried to sign up with; at most one an hour, whichever the node.</summary>
internal sealed class OwnerNotice(PoolUsers users, OneTimeClaims claims, Post post, TimeProvider time)
{
    /// <summary>Sends it if the account existed before the sign-up began: whoever is looked up late may own the very account that it made.</summary>
    public async Task SendIfOwnedAsync(Pool pool, string identifier, DateTimeOffset before, CancellationToken ct)
    {
        if (await users.FindByIdentifierAsync(pool.Id, identifier, ct) is { Status: not UserStatus.Pending } owner && owner.CreatedAt < before)
            await SendAsync(pool, owner, ct);
    }

    // In the pool's language: what the stranger's browser wants says nothing about the owner.
    private async Task SendAsync(Pool pool, PoolUser owner, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var hour = string.Create(CultureInfo.InvariantCulture, $"{owner.Id}.{now:yyyyMMddHH}");
        if (await claims.TryAddAsync(SpentPurpose.Notice, hour, now.AddHours(2), ct))
            await post.SendAsync(pool, owner, Letter.AlreadyHasAccount, languages: [], ct);
    }
}
