using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>
/// Passkeys of sign-ups that were concealed, in a pool with activation: nobody has them, and they answer like those of an account that waits
/// for its activation, as long as such an account would be there. Only a hash of the credential id is kept.
/// </summary>
internal sealed class ConcealedCredentials(PasskeysDbContext db, IOptions<PasskeysOptions> options, TimeProvider time)
{
    /// <summary>Whether a credential of the pool is concealed.</summary>
    public Task<bool> ExistsAsync(PoolId pool, CredentialId credential, CancellationToken ct)
    {
        var id = IdOf(pool, credential.Hash());
        var now = time.GetUtcNow();
        return db.SpentIds.AnyAsync(spent => spent.Purpose == SpentPurpose.Concealed && spent.Id == id && spent.ExpiresAt > now, ct);
    }

    /// <summary>Adds a credential; the caller saves.</summary>
    internal void Add(PoolId pool, byte[] credentialHash) => db.SpentIds.Add(new SpentId
    {
        Purpose = SpentPurpose.Concealed,
        Id = IdOf(pool, credentialHash),
        ExpiresAt = time.GetUtcNow() + options.Value.PendingAccountLifetime,
    });

    private static string IdOf(PoolId pool, byte[] credentialHash) =>
        Base64Url.EncodeToString(SHA256.HashData((byte[])[.. Encoding.UTF8.GetBytes($"{pool}\n"), .. credentialHash]));
}
