using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>The trust anchors that an operator put into a folder.</summary>
internal sealed class TrustAnchors(IOptions<Fido2VerifierOptions> options)
{
    private static readonly string[] Extensions = [".pem", ".crt", ".cer", ".der"];

    private readonly Lazy<IReadOnlyList<X509Certificate2>> _all = new(() => options.Value.TrustAnchorsFolder is { } folder ? Read(folder) : []);

    /// <summary>All of them; none without a folder.</summary>
    /// <exception cref="InvalidOperationException">They are read for the first time, and a file holds no certificate, or there is none.</exception>
    public IReadOnlyList<X509Certificate2> All => _all.Value;

    private static List<X509Certificate2> Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
        var anchors = files.SelectMany(ReadFile).ToList();
        return anchors.Count > 0 ? anchors : throw new InvalidOperationException($"TrustAnchorsFolder '{folder}' holds no certificates.");
    }

    // Several certificates in PEM, or one in DER.
    private static X509Certificate2Collection ReadFile(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
            if (certificates.Count == 0)
                certificates.Add(X509CertificateLoader.LoadCertificateFromFile(file));
        }
        catch (CryptographicException noCertificate)
        {
            throw new InvalidOperationException($"TrustAnchorsFolder: '{file}' is no certificate: {noCertificate.Message}", noCertificate);
        }
        return certificates;
    }
}
