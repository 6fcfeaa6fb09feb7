using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Fido2.Attestation;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>Verifies and reads a metadata BLOB (FIDO Metadata Service 3.0 §3.2), without the network.</summary>
internal sealed class MetadataReader(IOptions<Fido2VerifierOptions> options, TimeProvider time)
{
    /// <summary>Reads a BLOB.</summary>
    /// <exception cref="MetadataException">It is no BLOB, or not one of the metadata service.</exception>
    public MetadataBlob Read(string text)
    {
        var jws = BlobJws.Parse(text);
        var payload = ReadPayload(jws.Payload);
        var signer = jws.Certificates[0];
        CheckChain(jws.Certificates, MetadataBlob.NextUpdateOf(payload));
        if (options.Value.MetadataSigner is { } name && !signer.MatchesHostname(name, allowWildcards: false))
            throw new MetadataException($"its signature is not of {name}.");
        return jws.IsSignedBy(signer) ? new MetadataBlob(payload) : throw new MetadataException("its signature does not verify.");
    }

    // A BLOB that is overdue stays one that was signed with a good certificate, also when that one has run out since.
    private void CheckChain(IReadOnlyList<X509Certificate2> certificates, DateTimeOffset nextUpdate)
    {
        X509Certificate2[] roots = [.. Roots()];
        var now = time.GetUtcNow();
        if (TrustPath.LeadsTo(roots, certificates, nextUpdate < now ? nextUpdate : now))
            return;
        var end = new DateTimeOffset(certificates[0].NotAfter.ToUniversalTime(), TimeSpan.Zero);
        throw end < now && TrustPath.LeadsTo(roots, certificates, end - TimeSpan.FromSeconds(1))
            ? new MetadataException(string.Create(CultureInfo.InvariantCulture, $"the certificate of its signature ran out on {end:yyyy-MM-dd}.")) { WasGood = true }
            : new MetadataException("the certificate of its signature does not lead to a root of the metadata service.");
    }

    private X509Certificate2Collection Roots()
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(options.Value.MetadataRootsFile is { } file ? File.ReadAllText(file) : FidoRoots());
        }
        catch (CryptographicException noPem)
        {
            throw new MetadataException("MetadataRootsFile holds no certificates in PEM.", noPem);
        }
        return roots;
    }

    private static string FidoRoots()
    {
        using var stream = typeof(MetadataReader).Assembly.GetManifestResourceStream("Passkeys.IdentityServer.Fido2.Metadata.fido-mds-roots.pem")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static BlobPayload ReadPayload(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<BlobPayload>(json, JsonSerializerOptions.Web) is { Entries: not null, NextUpdate: not null } payload
                ? payload
                : throw new MetadataException("it lacks entries or nextUpdate.");
        }
        catch (JsonException malformed)
        {
            throw new MetadataException("its payload cannot be read.", malformed);
        }
    }
}
