using System.Text;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>
/// Whether a passkey is backup eligible (BE, WebAuthn L3 §6.1.3), where it came from a system that did not keep that: its first sign-in here tells, and from then on it must not
/// change. Until then a mark stands in place of the client data, which such a system did not keep either.
/// </summary>
internal static class BackupEligibility
{
    private static readonly byte[] Untold = Encoding.ASCII.GetBytes("{\"backupEligible\":null}");

    /// <summary>Marks a passkey of which it is not known.</summary>
    public static void MarkUntold(Passkey passkey) => passkey.Data.ClientDataJson = Untold;

    /// <summary>Whether it is not known.</summary>
    public static bool IsUntold(Passkey passkey) => passkey.Data.ClientDataJson.AsSpan().SequenceEqual(Untold);

    /// <summary>Writes what the first sign-in told.</summary>
    public static void Tell(Passkey passkey, bool eligible) => (passkey.Data.IsBackupEligible, passkey.Data.ClientDataJson) = (eligible, []);
}
