using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Passkeys.Testing.Authenticators;

/// <summary>A RegistrationResponseJSON in the making (WebAuthn L3 §5.1).</summary>
public sealed class RegistrationDraft : CeremonyDraft
{
    /// <summary>The authenticator model.</summary>
    public Guid Aaguid { get; set; }

    /// <summary>The algorithm that the credential public key says it is for.</summary>
    public int Algorithm { get; set; }

    /// <summary>The credential public key as COSE_Key; null stands for the real one.</summary>
    public byte[]? PublicKey { get; set; }

    /// <summary>The format of the attestation statement.</summary>
    public string AttestationFormat { get; set; } = "none";

    /// <summary>The attestation statement, a CBOR map; null stands for the one that fits the format.</summary>
    public byte[]? AttestationStatement { get; set; }

    /// <summary>Makes the attestation statement, a CBOR map, of the authenticator data and the hash of the client data; null stands for the one that fits the format.</summary>
    public Func<byte[], byte[], byte[]>? Attester { get; set; }

    /// <summary>Whether attested credential data is there. Setting it to false clears AT too.</summary>
    public bool HasAttestedCredentialData
    {
        get;
        set
        {
            field = value;
            Set(AuthenticatorFlags.AttestedCredentialData, value);
        }
    }

    /// <summary>What getTransports() answers.</summary>
    public IReadOnlyList<string> Transports { get; set; } = [];

    /// <summary>Changes the bytes of the attestation object.</summary>
    public Func<byte[], byte[]>? AlterAttestationObject { get; set; }

    internal JsonObject Build(CredentialKey key, string attachment)
    {
        var clientData = EncodeClientData();
        var authenticatorData = EncodeAuthenticatorData(AttestedCredentialData(key));
        var statement = AttestationStatement ?? Attester?.Invoke(authenticatorData, SHA256.HashData(clientData)) ?? Attest(key, authenticatorData, clientData);
        var attestation = Apply(AlterAttestationObject, AttestationObject(statement, authenticatorData));
        var response = new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["attestationObject"] = Base64Url.EncodeToString(attestation),
            ["authenticatorData"] = Base64Url.EncodeToString(authenticatorData),
            ["transports"] = new JsonArray([.. Transports.Select(transport => JsonValue.Create(transport))]),
            ["publicKey"] = Base64Url.EncodeToString(key.ToSubjectPublicKeyInfo()),
            ["publicKeyAlgorithm"] = Algorithm,
        };
        return Wrap(response, attachment);
    }

    // WebAuthn L3 §6.5.1: aaguid, length of the credential id, credential id, public key.
    private byte[] AttestedCredentialData(CredentialKey key)
    {
        if (!HasAttestedCredentialData)
            return [];

        byte[] length = [(byte)(CredentialId.Length >> 8), (byte)CredentialId.Length];
        return [.. Aaguid.ToByteArray(bigEndian: true), .. length, .. CredentialId, .. PublicKey ?? key.ToCose(Algorithm)];
    }

    // WebAuthn L3 §8.2 (self attestation), §8.7 (none).
    private byte[] Attest(CredentialKey key, byte[] authenticatorData, byte[] clientData)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        if (AttestationFormat != "packed")
        {
            writer.WriteStartMap(0);
            writer.WriteEndMap();
            return writer.Encode();
        }

        writer.WriteStartMap(2);
        writer.WriteTextString("alg");
        writer.WriteInt32(Algorithm);
        writer.WriteTextString("sig");
        writer.WriteByteString(Sign(key, authenticatorData, clientData));
        writer.WriteEndMap();
        return writer.Encode();
    }

    private byte[] AttestationObject(byte[] statement, byte[] authenticatorData)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString(AttestationFormat);
        writer.WriteTextString("attStmt");
        writer.WriteEncodedValue(statement);
        writer.WriteTextString("authData");
        writer.WriteByteString(authenticatorData);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
