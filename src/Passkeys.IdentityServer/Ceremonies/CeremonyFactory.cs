using System.Buffers.Text;
using System.Security.Cryptography;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>Makes ceremonies: a fresh challenge and id each, bound to the pool as it is now. Nothing is stored.</summary>
internal sealed class CeremonyFactory(TimeProvider time)
{
    private const int ChallengeBytes = 32;
    private const int IdBytes = 16;

    public Ceremony Create(Pool pool) => new()
    {
        Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)),
        Pool = pool.Id,
        RpId = pool.RpId,
        Challenge = RandomNumberGenerator.GetBytes(ChallengeBytes),
        ExpiresAt = time.GetUtcNow().AddSeconds(pool.Policy.CeremonyLifetimeSeconds),
        UserVerificationRequired = pool.Policy.UserVerification == Requirement.Required,
    };
}
