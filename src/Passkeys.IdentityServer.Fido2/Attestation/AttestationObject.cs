using System.Formats.Cbor;
using System.Security.Cryptography.X509Certificates;

namespace Passkeys.IdentityServer.Fido2.Attestation;

/// <summary>An attestation object (WebAuthn L3 §6.5.4) in its three parts. The core has read it before, so its outer form holds.</summary>
internal sealed record AttestationObject(string Format, ReadOnlyMemory<byte> Statement, byte[] AuthenticatorData)
{
    private const CborConformanceMode Conformance = CborConformanceMode.Ctap2Canonical;

    /// <summary>Reads it.</summary>
    /// <exception cref="CborContentException">It is none.</exception>
    /// <exception cref="InvalidOperationException">A part is of another type.</exception>
    public static AttestationObject Read(byte[] encoded)
    {
        var reader = new CborReader(encoded, Conformance);
        string? format = null;
        ReadOnlyMemory<byte>? statement = null;
        byte[]? data = null;
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            switch (reader.ReadTextString())
            {
                case "fmt": format = reader.ReadTextString(); break;
                case "attStmt": statement = reader.ReadEncodedValue(); break;
                case "authData": data = reader.ReadByteString(); break;
                default: reader.SkipValue(); break;
            }
        }
        return format is not null && statement is not null && data is not null
            ? new AttestationObject(format, statement.Value, data)
            : throw new CborContentException("The attestation object lacks a part.");
    }

    /// <summary>The same without its statement, as a client makes it where the conveyance is <c>none</c> (WebAuthn L3 §5.1.3, §8.7).</summary>
    public byte[] WithoutStatement()
    {
        var writer = new CborWriter(Conformance);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(AuthenticatorData);
        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>The certificates of the statement, <c>x5c</c>; none where it has none.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">One is not a certificate in DER, and nothing else may stand there.</exception>
    /// <exception cref="CborContentException">The statement is not well-formed.</exception>
    /// <exception cref="InvalidOperationException">A part of the statement is of another type.</exception>
    public IReadOnlyList<X509Certificate2> Certificates()
    {
        var reader = new CborReader(Statement, Conformance);
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            if (reader.ReadTextString() is "x5c")
                return ReadCertificates(reader);
            reader.SkipValue();
        }
        return [];
    }

    private static List<X509Certificate2> ReadCertificates(CborReader reader)
    {
        var certificates = new List<X509Certificate2>();
        reader.ReadStartArray();
        while (reader.PeekState() is not CborReaderState.EndArray)
            certificates.Add(X509CertificateLoader.LoadCertificate(reader.ReadByteString()));
        return certificates;
    }
}
