namespace Passkeys.Testing.Authenticators;

/// <summary>The flags of authenticator data (WebAuthn L3 §6.1).</summary>
[Flags]
public enum AuthenticatorFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>UP: someone touched the authenticator.</summary>
    UserPresent = 0x01,

    /// <summary>UV: the authenticator knows who.</summary>
    UserVerified = 0x04,

    /// <summary>BE: the passkey may be synced.</summary>
    BackupEligible = 0x08,

    /// <summary>BS: the passkey is synced.</summary>
    BackedUp = 0x10,

    /// <summary>AT: attested credential data follows.</summary>
    AttestedCredentialData = 0x40,

    /// <summary>ED: extension data follows.</summary>
    ExtensionData = 0x80,
}
