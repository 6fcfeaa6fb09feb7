using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>What the metadata says of one authenticator model.</summary>
internal sealed class AuthenticatorModel(BlobEntry entry)
{
    private const string AttestationKeyCompromise = "ATTESTATION_KEY_COMPROMISE";

    private readonly Lazy<IReadOnlyList<X509Certificate2>> _anchors =
        new(() => [.. (entry.MetadataStatement?.AttestationRootCertificates ?? []).Select(Load).OfType<X509Certificate2>()]);

    /// <summary>Its trust anchors: roots, certificates between, or attestation certificates themselves.</summary>
    public IReadOnlyList<X509Certificate2> Anchors => _anchors.Value;

    /// <summary>Whether its private keys are in hardware (FIDO Registry of Predefined Values §3.2), and in nothing but hardware.</summary>
    public bool KeysInHardware =>
        entry.MetadataStatement?.KeyProtection is { } protection && protection.Any(IsHardware) && !protection.Contains("software", StringComparer.Ordinal);

    /// <summary>Whether one of the refused statuses was reported of it and is in effect, for an authenticator with these certificates.</summary>
    public bool IsRefused(IReadOnlyCollection<string> refused, DateTimeOffset now, IReadOnlyList<X509Certificate2> path) =>
        (entry.StatusReports ?? []).Any(report => refused.Contains(report.Status, StringComparer.Ordinal) && IsInEffect(report, now) && Concerns(report, path));

    private static bool IsHardware(string protection) => protection is "hardware" or "tee" or "secure_element";

    // A date that cannot be read does not put a report off.
    private static bool IsInEffect(StatusReport report, DateTimeOffset now) =>
        !DateOnly.TryParseExact(report.EffectiveDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
        || from <= DateOnly.FromDateTime(now.UtcDateTime);

    // §3.1.3: a report may be about one certificate. One that names none, or something that is no certificate, is about all.
    private static bool Concerns(StatusReport report, IReadOnlyList<X509Certificate2> path) =>
        report.Status != AttestationKeyCompromise || report.Certificate is null || Load(report.Certificate) is not { } named
        || path.Any(certificate => certificate.RawDataMemory.Span.SequenceEqual(named.RawDataMemory.Span) || certificate.IssuerName.RawData.AsSpan().SequenceEqual(named.SubjectName.RawData));

    // One certificate that cannot be read makes its model harder to trust, not the whole BLOB unreadable.
    private static X509Certificate2? Load(string base64)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
        }
        catch (Exception unreadable) when (unreadable is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
