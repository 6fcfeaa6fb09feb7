using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Passkeys.Fido2Tests.Attestation;

/// <summary>Certificates of a vendor of authenticators, made for a test: P-256 throughout.</summary>
internal sealed class TestAuthority
{
    private static readonly DateTimeOffset From = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2124, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private TestAuthority(string name, TestAuthority? issuer)
    {
        var request = new CertificateRequest($"CN={name}, O=Test Vendor, C=US", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        Certificate = issuer is null ? request.CreateSelfSigned(From, Until) : issuer.Sign(request, Until);
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem();

    public static TestAuthority Root(string name = "Root") => new(name, issuer: null);

    public TestAuthority Between(string name = "Between") => new(name, this);

    /// <summary>An attestation key with its certificate, which meets WebAuthn L3 §8.2.1.</summary>
    public AttestationKey NewAttestationKey(Guid? aaguid = null, DateTimeOffset? until = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new AttestationKey(key, Sign(RequestOf(key, aaguid), until ?? Until));
    }

    /// <summary>The same, with a certificate by somebody who may issue none: the holder of an attestation key.</summary>
    public static AttestationKey NewAttestationKeyBy(AttestationKey issuer, Guid aaguid)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new AttestationKey(key, Sign(RequestOf(key, aaguid), issuer.Certificate.SubjectName, issuer.Key, Until));
    }

    /// <summary>An attestation identity key of a TPM, whose certificate meets WebAuthn L3 §8.3.1: no subject, the TPM's attributes as its alternative name.</summary>
    public AttestationKey NewTpmKey(string manufacturer)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("2.23.133.8.3")], critical: false));
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", TpmStatement.DeviceAttributes(manufacturer), critical: true));
        return new AttestationKey(key, Sign(request, Until));
    }

    /// <summary>A key with a certificate for a DNS name, as the metadata service signs with.</summary>
    public (ECDsa Key, X509Certificate2 Certificate) NewSigner(string name, DateTimeOffset? until = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return (key, Sign(request, until ?? Until));
    }

    private static CertificateRequest RequestOf(ECDsa key, Guid? aaguid)
    {
        var request = new CertificateRequest("CN=Test Authenticator, OU=Authenticator Attestation, O=Test Vendor, C=US", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        if (aaguid is { } model)
            request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.45724.1.1.4", [0x04, 0x10, .. model.ToByteArray(bigEndian: true)], critical: false));
        return request;
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset until) => Sign(request, Certificate.SubjectName, _key, until);

    // The first bit of a serial number stays 0: it is positive.
    private static X509Certificate2 Sign(CertificateRequest request, X500DistinguishedName issuer, ECDsa key, DateTimeOffset until)
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        return request.Create(issuer, X509SignatureGenerator.CreateForECDsa(key), From, until, serial);
    }
}
