using System.Buffers.Text;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>A credential id (WebAuthn L3 §4): at most 1023 bytes, chosen by the authenticator.</summary>
public readonly struct CredentialId : IEquatable<CredentialId>
{
    /// <summary>The longest credential id, in bytes (WebAuthn L3 §7.1 step 25).</summary>
    public const int MaxLength = 1023;

    private readonly byte[]? _bytes;

    /// <summary>Wraps the bytes of a credential id.</summary>
    public CredentialId(byte[] bytes) => _bytes = bytes;

    /// <summary>The bytes.</summary>
    public byte[] Bytes => _bytes ?? [];

    /// <inheritdoc />
    public bool Equals(CredentialId other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CredentialId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The id in unpadded base64url, as it travels in JSON.</summary>
    public override string ToString() => Base64Url.EncodeToString(Bytes);

    /// <summary>Whether two ids are the same bytes.</summary>
    public static bool operator ==(CredentialId left, CredentialId right) => left.Equals(right);

    /// <summary>Whether two ids differ.</summary>
    public static bool operator !=(CredentialId left, CredentialId right) => !left.Equals(right);
}
