using Microsoft.AspNetCore.Identity;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>The one credential that a verification is about, as the framework's handler wants to find it.</summary>
internal sealed class KnownCredential(byte[] id, byte[] publicKey, bool backupEligible)
{
    public const string OwnerId = "owner";

    // The counter is handed over as 0, so that the handler lets every counter pass: the policy for it is the pool's.
    public UserPasskeyInfo ToPasskeyInfo() => new(
        id, publicKey, DateTimeOffset.UnixEpoch, signCount: 0, transports: [], isUserVerified: false, backupEligible, isBackedUp: false, attestationObject: [], clientDataJson: []);

    public bool HasId(byte[] credentialId) => id.AsSpan().SequenceEqual(credentialId);
}
