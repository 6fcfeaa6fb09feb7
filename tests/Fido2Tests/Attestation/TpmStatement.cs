using System.Buffers.Text;
using System.Formats.Asn1;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.UnitTests.Authenticators;
using Passkeys.UnitTests.Verification;

namespace Passkeys.Fido2Tests.Attestation;

/// <summary>The TPM statement of an example of the specification (WebAuthn L3 §8.3), signed by a key of a test's own.</summary>
internal static class TpmStatement
{
    public static JsonElement SignAnew(SpecVector vector, AttestationKey key)
    {
        var reply = JsonNode.Parse(vector.RegistrationReply().GetRawText())!.AsObject();
        var parts = Read(new CborReader(reply.Bytes("attestationObject"), CborConformanceMode.Ctap2Canonical));
        reply["response"]!["attestationObject"] = Base64Url.EncodeToString(Write(parts, key));
        return JsonSerializer.SerializeToElement(reply);
    }

    /// <summary>The attributes of a TPM as a directory name (TPMv2-EK-Profile §3.2.9): manufacturer, model, version.</summary>
    public static byte[] DeviceAttributes(string manufacturer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
        using (writer.PushSequence())
        {
            Write(writer, "2.23.133.2.1", manufacturer);
            Write(writer, "2.23.133.2.2", "Test TPM");
            Write(writer, "2.23.133.2.3", "id:00000001");
        }
        return writer.Encode();
    }

    private static void Write(AsnWriter writer, string attribute, string value)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(attribute);
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, value);
        }
    }

    private static Dictionary<string, byte[]> Read(CborReader reader)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            if (name is "attStmt")
            {
                foreach (var (inner, value) in Read(new CborReader(reader.ReadEncodedValue(), CborConformanceMode.Ctap2Canonical)))
                    found.Add(inner, value);
            }
            else if (reader.PeekState() is CborReaderState.ByteString)
            {
                found.Add(name, reader.ReadByteString());
            }
            else
            {
                reader.SkipValue();
            }
        }
        return found;
    }

    private static byte[] Write(Dictionary<string, byte[]> parts, AttestationKey key)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("tpm");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(6);
        writer.WriteTextString("alg");
        writer.WriteInt32(-7);
        writer.WriteTextString("sig");
        writer.WriteByteString(key.Key.SignData(parts["certInfo"], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        writer.WriteTextString("ver");
        writer.WriteTextString("2.0");
        writer.WriteTextString("x5c");
        writer.WriteStartArray(1);
        writer.WriteByteString(key.Certificate.RawData);
        writer.WriteEndArray();
        writer.WriteTextString("pubArea");
        writer.WriteByteString(parts["pubArea"]);
        writer.WriteTextString("certInfo");
        writer.WriteByteString(parts["certInfo"]);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(parts["authData"]);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
