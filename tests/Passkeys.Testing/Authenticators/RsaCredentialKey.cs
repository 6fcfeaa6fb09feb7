using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Passkeys.Testing.Authenticators;

internal sealed class RsaCredentialKey() : CredentialKey(CoseAlgorithm.RS256)
{
    private readonly RSA _key = RSA.Create(2048);

    public override byte[] Sign(byte[] data) => _key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public override bool Verify(byte[] data, byte[] signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public override byte[] ToSubjectPublicKeyInfo() => _key.ExportSubjectPublicKeyInfo();

    // RFC 8230 §4: kty 3, n -1, e -2.
    protected override void WriteCose(CborWriter writer, int algorithm)
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        writer.WriteStartMap(4);
        writer.WriteInt32(1);
        writer.WriteInt32(3);
        writer.WriteInt32(3);
        writer.WriteInt32(algorithm);
        writer.WriteInt32(-1);
        writer.WriteByteString(parameters.Modulus!);
        writer.WriteInt32(-2);
        writer.WriteByteString(parameters.Exponent!);
        writer.WriteEndMap();
    }

    protected override void Dispose(bool disposing) => _key.Dispose();
}
