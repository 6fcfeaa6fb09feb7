using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Passkeys.Testing.Authenticators;

internal sealed class EcCredentialKey(CoseAlgorithm algorithm, ECCurve curve, int coseCurve, HashAlgorithmName hash) : CredentialKey(algorithm)
{
    private const DSASignatureFormat Der = DSASignatureFormat.Rfc3279DerSequence;
    private readonly ECDsa _key = ECDsa.Create(curve);

    public override byte[] Sign(byte[] data) => _key.SignData(data, hash, Der);

    public override bool Verify(byte[] data, byte[] signature) => _key.VerifyData(data, signature, hash, Der);

    public override byte[] ToSubjectPublicKeyInfo() => _key.ExportSubjectPublicKeyInfo();

    // RFC 9053 §7.1.1: kty 1, alg 3, crv -1, x -2, y -3.
    protected override void WriteCose(CborWriter writer, int algorithm)
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        writer.WriteStartMap(5);
        writer.WriteInt32(1);
        writer.WriteInt32(2);
        writer.WriteInt32(3);
        writer.WriteInt32(algorithm);
        writer.WriteInt32(-1);
        writer.WriteInt32(coseCurve);
        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
    }

    protected override void Dispose(bool disposing) => _key.Dispose();
}
