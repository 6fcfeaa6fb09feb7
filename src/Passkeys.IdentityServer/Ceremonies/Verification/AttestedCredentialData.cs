using System.Buffers.Binary;
using System.Formats.Cbor;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>Attested credential data (WebAuthn L3 §6.5.1).</summary>
/// <param name="Aaguid">The authenticator's model.</param>
/// <param name="CredentialId">The new credential's id.</param>
/// <param name="Algorithm">The COSE algorithm of its public key.</param>
public sealed record AttestedCredentialData(Guid Aaguid, byte[] CredentialId, int Algorithm)
{
    private const int AlgorithmLabel = 3;

    internal static AttestedCredentialData Read(ref ReadOnlyMemory<byte> rest)
    {
        var aaguid = new Guid(rest.Span[..16], bigEndian: true);
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[16..]);
        var id = rest.Slice(18, length).ToArray();
        var key = rest[(18 + length)..];
        rest = AuthenticatorData.SkipValue(key);
        return new AttestedCredentialData(aaguid, id, ReadAlgorithm(key));
    }

    // RFC 9052 §7.1: label 3 of a COSE_Key is its algorithm.
    private static int ReadAlgorithm(ReadOnlyMemory<byte> coseKey)
    {
        var reader = new CborReader(coseKey, CborConformanceMode.Ctap2Canonical, allowMultipleRootLevelValues: true);
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            if (reader.ReadInt32() == AlgorithmLabel)
                return reader.ReadInt32();
            reader.SkipValue();
        }
        throw new CborContentException("The COSE_Key has no algorithm.");
    }
}
