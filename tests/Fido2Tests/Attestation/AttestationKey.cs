using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Passkeys.Testing.Authenticators;

namespace Passkeys.Fido2Tests.Attestation;

/// <summary>What an authenticator attests with.</summary>
internal sealed record AttestationKey(ECDsa Key, X509Certificate2 Certificate)
{
    private const DSASignatureFormat Der = DSASignatureFormat.Rfc3279DerSequence;

    /// <summary>Format <c>packed</c> with certificates (WebAuthn L3 §8.2).</summary>
    public Action<RegistrationDraft> Packed(params X509Certificate2[] between) => draft =>
    {
        draft.AttestationFormat = "packed";
        draft.Attester = (data, hash) => Statement(Key.SignData([.. data, .. hash], HashAlgorithmName.SHA256, Der), [Certificate, .. between], algorithm: -7);
    };

    /// <summary>Format <c>fido-u2f</c> (WebAuthn L3 §8.6). The model is all zero.</summary>
    public Action<RegistrationDraft> U2F() => draft =>
    {
        draft.AttestationFormat = "fido-u2f";
        draft.Aaguid = Guid.Empty;
        draft.Attester = (data, hash) => Statement(Key.SignData(U2FData(data, hash, draft.CredentialId), HashAlgorithmName.SHA256, Der), [Certificate], algorithm: null);
    };

    // 0, rpIdHash, hash of the client data, credential id, 4, x, y. The COSE_Key of ES256 ends in x, and y three bytes on.
    private static byte[] U2FData(byte[] data, byte[] hash, byte[] credentialId) => [0, .. data[..32], .. hash, .. credentialId, 4, .. data[^67..^35], .. data[^32..]];

    private static byte[] Statement(byte[] signature, X509Certificate2[] path, int? algorithm)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(algorithm is null ? 2 : 3);
        if (algorithm is { } number)
        {
            writer.WriteTextString("alg");
            writer.WriteInt32(number);
        }
        writer.WriteTextString("sig");
        writer.WriteByteString(signature);
        writer.WriteTextString("x5c");
        writer.WriteStartArray(path.Length);
        foreach (var certificate in path)
            writer.WriteByteString(certificate.RawData);
        writer.WriteEndArray();
        writer.WriteEndMap();
        return writer.Encode();
    }
}
