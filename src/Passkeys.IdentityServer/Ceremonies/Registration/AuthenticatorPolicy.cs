using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>Which authenticators and keys may register (WebAuthn L3 §5.8.5; §7.1 steps 18 and 28: the relying party's own policy).</summary>
internal static class AuthenticatorPolicy
{
    public static RefusalReason? Check(PoolPolicy policy, AuthenticatorData data)
    {
        var (aaguid, _, key) = data.Attested!;
        if (!key.FitsItsAlgorithm)
            return RefusalReason.KeyMismatch;
        if (!key.IsLongEnough)
            return RefusalReason.KeyTooShort;
        if (policy.DeniedAaguids.Contains(aaguid) || (policy.AllowedAaguids.Count > 0 && !policy.AllowedAaguids.Contains(aaguid)))
            return RefusalReason.AuthenticatorNotAllowed;
        return !policy.SyncedPasskeysAllowed && data.Flags.HasFlag(AuthenticatorFlags.BackupEligible) ? RefusalReason.SyncedPasskeyNotAllowed : null;
    }
}
