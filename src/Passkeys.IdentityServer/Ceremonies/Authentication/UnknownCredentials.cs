using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>What is said of a credential that the pool does not know: that it is unknown, so that the page can signal it away, and only where that tells nothing else.</summary>
internal sealed class UnknownCredentials(
    PasskeysDbContext db, FormerRelyingParties former, StoredPasskeys passkeys, DecoyCredentials decoys, ConcealedCredentials concealed)
{
    // Bound to someone, an unknown id says nothing that a wrong one would not. The same for a decoy of this pool: it looks like a real id. And
    // for the passkey of a concealed sign-up, which looks like one that waits for its activation.
    public async Task<SignInOutcome> JudgeAsync(Ceremony ceremony, byte[] credentialId, CancellationToken ct)
    {
        var id = new CredentialId(credentialId);
        if (ceremony.UserId is not null || await decoys.IsDecoyAsync(ceremony.Pool, id, ct) || await concealed.ExistsAsync(ceremony.Pool, id, ct))
            return new SignInOutcome.Refused(RefusalReason.CredentialUnknown);
        return new SignInOutcome.UnknownCredential(credentialId, ceremony.RpId, await MaySignalAsync(ceremony, id, ct));
    }

    private async Task<bool> MaySignalAsync(Ceremony ceremony, CredentialId id, CancellationToken ct)
    {
        var movedAway = await former.FindAsync(ceremony.RpId, ct);
        var nextDoor = await db.Pools.Where(p => (p.RpId == ceremony.RpId || movedAway.Contains(p.Id)) && p.Id != ceremony.Pool).Select(p => p.Id).ToListAsync(ct);
        foreach (var pool in nextDoor)
        {
            if (await decoys.IsDecoyAsync(pool, id, ct) || await concealed.ExistsAsync(pool, id, ct))
                return false;
        }
        return !await passkeys.IsKnownNextDoorAsync(ceremony.Pool, ceremony.RpId, id, ct);
    }
}
