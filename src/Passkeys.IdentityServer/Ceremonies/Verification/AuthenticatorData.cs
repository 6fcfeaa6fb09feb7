using System.Buffers.Binary;
using System.Formats.Cbor;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>Authenticator data (WebAuthn L3 §6.1), read but not judged.</summary>
public sealed record AuthenticatorData
{
    private const int FixedLength = 37;

    /// <summary>SHA-256 of the RP ID the authenticator acted for.</summary>
    public required byte[] RpIdHash { get; init; }

    /// <summary>The flags.</summary>
    public required AuthenticatorFlags Flags { get; init; }

    /// <summary>The signature counter; 0 when the authenticator keeps none.</summary>
    public required uint SignCount { get; init; }

    /// <summary>The new credential, at registration.</summary>
    public AttestedCredentialData? Attested { get; init; }

    /// <summary>Reads authenticator data to its last byte, or returns null when it is not well-formed.</summary>
    public static AuthenticatorData? Read(byte[] bytes)
    {
        if (bytes.Length < FixedLength)
            return null;
        try
        {
            var flags = (AuthenticatorFlags)bytes[32];
            ReadOnlyMemory<byte> rest = bytes.AsMemory(FixedLength);
            var attested = flags.HasFlag(AuthenticatorFlags.AttestedCredentialData) ? AttestedCredentialData.Read(ref rest) : null;
            if (flags.HasFlag(AuthenticatorFlags.ExtensionData))
                rest = SkipValue(rest);
            return rest.Length > 0 ? null : new AuthenticatorData
            {
                RpIdHash = bytes[..32],
                Flags = flags,
                SignCount = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(33)),
                Attested = attested,
            };
        }
        catch (Exception malformed) when (malformed is CborContentException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    internal static ReadOnlyMemory<byte> SkipValue(ReadOnlyMemory<byte> cbor)
    {
        var reader = new CborReader(cbor, CborConformanceMode.Ctap2Canonical, allowMultipleRootLevelValues: true);
        reader.SkipBounded();
        return cbor[^reader.BytesRemaining..];
    }
}

/// <summary>The flags of authenticator data (WebAuthn L3 §6.1).</summary>
[Flags]
public enum AuthenticatorFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>UP.</summary>
    UserPresent = 1,

    /// <summary>UV.</summary>
    UserVerified = 1 << 2,

    /// <summary>BE.</summary>
    BackupEligible = 1 << 3,

    /// <summary>BS.</summary>
    BackedUp = 1 << 4,

    /// <summary>AT.</summary>
    AttestedCredentialData = 1 << 6,

    /// <summary>ED.</summary>
    ExtensionData = 1 << 7,
}
