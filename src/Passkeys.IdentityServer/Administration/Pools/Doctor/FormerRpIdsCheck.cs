using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>Passkeys of RP IDs that the pool had, or never had.</summary>
internal sealed class FormerRpIdsCheck(PasskeysDbContext db) : IPoolCheck
{
    // More than this many need no number: they are many.
    private const int Most = 1000;

    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        var (pool, former) = (examination.Pool, examination.Policy.FormerRpIds);
        foreach (var rpId in former)
        {
            var count = await CountAsync(pool.Id, db.Passkeys.Where(passkey => passkey.RpId == rpId), ct);
            yield return count == 0
                ? Finding(FindingLevel.Advice, rpId, "The pool has no passkey of this former RP ID any more. Take it out of formerRpIds.")
                : Finding(FindingLevel.Good, rpId, $"{Say(count)} of this former RP ID still sign in. Their owners can add one for {pool.RpId}.");
        }
        string[] accepted = [pool.RpId, .. former];
        var lost = await CountAsync(pool.Id, db.Passkeys.Where(passkey => !accepted.Contains(passkey.RpId)), ct);
        if (lost > 0)
            yield return Finding(FindingLevel.Wrong, pool.RpId, $"{Say(lost)} of other RP IDs cannot sign in, because the pool does not say that it had them. Add those to formerRpIds; relying-parties lists them.");
    }

    private static Task<int> CountAsync(PoolId pool, IQueryable<Credentials.Passkey> passkeys, CancellationToken ct) => passkeys.Where(passkey => passkey.Pool == pool).Take(Most).CountAsync(ct);

    private static string Say(int count) => count switch
    {
        1 => "1 passkey",
        Most => $"{Most} passkeys or more",
        _ => $"{count} passkeys",
    };

    private static PoolFinding Finding(FindingLevel level, string subject, string message) => new(PoolChecks.FormerRpIds, level, subject, message);
}
