using System.Buffers.Text;
using System.Security.Cryptography;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>A credential id (WebAuthn L3 §4): at most 1023 bytes, chosen by the authenticator.</summary>
public readonly struct CredentialId : IEquatable<CredentialId>
{
    /// <summary>The longest credential id, in bytes (WebAuthn L3 §7.1 step 25).</summary>
    public const int MaxLength = 1023;

    /// <summary>The length of <see cref="Hash"/>, in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private readonly byte[]? _bytes;

    /// <summary>Wraps the bytes of a credential id.</summary>
    public CredentialId(byte[] bytes) => _bytes = bytes;

    /// <summary>The bytes.</summary>
    public byte[] Bytes => _bytes ?? [];

    /// <summary>SHA-256 of the bytes: what the store finds a credential by.</summary>
    public byte[] Hash() => SHA256.HashData(Bytes);

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
