using System.Buffers.Binary;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>Attested credential data (WebAuthn L3 §6.5.1).</summary>
/// <param name="Aaguid">The authenticator's model.</param>
/// <param name="CredentialId">The new credential's id.</param>
/// <param name="Key">What kind of key its public key is.</param>
public sealed record AttestedCredentialData(Guid Aaguid, byte[] CredentialId, CoseKey Key)
{
    internal static AttestedCredentialData Read(ref ReadOnlyMemory<byte> rest)
    {
        var aaguid = new Guid(rest.Span[..16], bigEndian: true);
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[16..]);
        var id = rest.Slice(18, length).ToArray();
        var key = rest[(18 + length)..];
        rest = AuthenticatorData.SkipValue(key);
        return new AttestedCredentialData(aaguid, id, CoseKey.Read(key));
    }
}
