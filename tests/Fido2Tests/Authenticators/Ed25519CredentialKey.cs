using System.Formats.Cbor;
using NSec.Cryptography;
using Passkeys.Testing.Authenticators;

namespace Passkeys.Fido2Tests.Authenticators;

/// <summary>An Ed25519 key pair, by the library that Fido2 brings along.</summary>
internal sealed class Ed25519CredentialKey() : CredentialKey(CoseAlgorithm.EdDSA)
{
    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);

    /// <summary>Makes keys for an authenticator: Ed25519, and whatever else there is.</summary>
    public static CredentialKey Make(CoseAlgorithm algorithm) => algorithm is CoseAlgorithm.EdDSA ? new Ed25519CredentialKey() : Create(algorithm);

    public override byte[] Sign(byte[] data) => SignatureAlgorithm.Ed25519.Sign(_key, data);

    public override bool Verify(byte[] data, byte[] signature) => SignatureAlgorithm.Ed25519.Verify(_key.PublicKey, data, signature);

    public override byte[] ToSubjectPublicKeyInfo() => _key.PublicKey.Export(KeyBlobFormat.PkixPublicKey);

    // RFC 9053 §7.2: kty 1 (OKP), alg 3, crv 6 (Ed25519), x -2.
    protected override void WriteCose(CborWriter writer, int algorithm)
    {
        writer.WriteStartMap(4);
        writer.WriteInt32(1);
        writer.WriteInt32(1);
        writer.WriteInt32(3);
        writer.WriteInt32(algorithm);
        writer.WriteInt32(-1);
        writer.WriteInt32(6);
        writer.WriteInt32(-2);
        writer.WriteByteString(_key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        writer.WriteEndMap();
    }

    protected override void Dispose(bool disposing) => _key.Dispose();
}
