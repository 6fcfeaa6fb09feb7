using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>Brings the host's people in, all at once.</summary>
internal static class Import
{
    #region Import
    public static async Task RunAsync(ApplicationDbContext host, PasskeysDbContext passkeys, CancellationToken ct)
    {
        var pool = new PoolId("people");
        var known = await passkeys.Users.Where(user => user.Pool == pool).Select(user => user.Id).ToHashSetAsync(ct);
        await foreach (var user in host.Users.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (known.Contains(user.Id))
                continue;
            passkeys.Users.Add(new PoolUser
            {
                Id = user.Id,                                          // sub stays what it is
                Pool = pool,
                UserHandle = RandomNumberGenerator.GetBytes(32),       // random: it must not tell who the person is
                UserName = user.UserName,
                NormalizedUserName = user.NormalizedUserName,
                Email = user.Email,
                NormalizedEmail = user.NormalizedEmail,
                EmailConfirmed = user.EmailConfirmed,
                CreatedAt = TimeProvider.System.GetUtcNow(),
            });
        }
        await passkeys.SaveChangesAsync(ct);
    }
    #endregion
}
