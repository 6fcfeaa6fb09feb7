using System.Formats.Cbor;
using System.Security.Cryptography;

namespace Passkeys.Testing.Authenticators;

/// <summary>A credential key pair. Derive from it for an algorithm that is not here.</summary>
public abstract class CredentialKey : IDisposable
{
    /// <summary>A key pair for an algorithm.</summary>
    protected CredentialKey(CoseAlgorithm algorithm) => Algorithm = algorithm;

    /// <summary>What it signs with.</summary>
    public CoseAlgorithm Algorithm { get; }

    /// <summary>Makes a key pair.</summary>
    public static CredentialKey Create(CoseAlgorithm algorithm) => algorithm switch
    {
        CoseAlgorithm.ES256 => new EcCredentialKey(algorithm, ECCurve.NamedCurves.nistP256, 1, HashAlgorithmName.SHA256),
        CoseAlgorithm.ES384 => new EcCredentialKey(algorithm, ECCurve.NamedCurves.nistP384, 2, HashAlgorithmName.SHA384),
        CoseAlgorithm.ES512 => new EcCredentialKey(algorithm, ECCurve.NamedCurves.nistP521, 3, HashAlgorithmName.SHA512),
        CoseAlgorithm.RS256 => new RsaCredentialKey(),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "The software authenticator cannot make such a key."),
    };

    /// <summary>Signs as the algorithm says; ECDSA signatures are DER (WebAuthn L3 §6.5.5).</summary>
    public abstract byte[] Sign(byte[] data);

    /// <summary>Whether a signature is this key's.</summary>
    public abstract bool Verify(byte[] data, byte[] signature);

    /// <summary>The public key as COSE_Key (RFC 9052 §7), in CTAP2 canonical CBOR. <paramref name="algorithm"/> is what it claims to be for.</summary>
    public byte[] ToCose(int? algorithm = null)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        WriteCose(writer, algorithm ?? (int)Algorithm);
        return writer.Encode();
    }

    /// <summary>The public key as SubjectPublicKeyInfo, what a browser's getPublicKey() answers.</summary>
    public abstract byte[] ToSubjectPublicKeyInfo();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the public key as COSE_Key.</summary>
    protected abstract void WriteCose(CborWriter writer, int algorithm);

    /// <summary>Frees what the key pair holds.</summary>
    protected abstract void Dispose(bool disposing);
}
