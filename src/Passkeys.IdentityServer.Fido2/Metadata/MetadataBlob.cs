using System.Collections.Frozen;
using System.Globalization;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>A metadata BLOB whose signature was verified (FIDO Metadata Service 3.0 §3.1.6).</summary>
internal sealed class MetadataBlob
{
    private readonly FrozenDictionary<Guid, AuthenticatorModel> _byAaguid;
    private readonly FrozenDictionary<string, AuthenticatorModel> _byKeyIdentifier;

    public MetadataBlob(BlobPayload payload)
    {
        Number = payload.No;
        NextUpdate = NextUpdateOf(payload);
        var models = payload.Entries.Select(entry => (Entry: entry, Model: new AuthenticatorModel(entry))).ToList();
        // WebAuthn L3 §6.5.1: all zero is no model.
        _byAaguid = models.Where(each => each.Entry.Aaguid is { } aaguid && aaguid != Guid.Empty)
            .GroupBy(each => each.Entry.Aaguid!.Value)
            .ToFrozenDictionary(group => group.Key, group => group.Last().Model);
        _byKeyIdentifier = models.SelectMany(each => (each.Entry.AttestationCertificateKeyIdentifiers ?? []).Select(id => (Id: id, each.Model)))
            .GroupBy(each => each.Id, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.Last().Model, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The serial number, <c>no</c>. It never goes back.</summary>
    public int Number { get; }

    /// <summary>When a newer BLOB is due, at the latest (UTC).</summary>
    public DateTimeOffset NextUpdate { get; }

    /// <summary>How many models it holds.</summary>
    public int Count => _byAaguid.Count + _byKeyIdentifier.Count;

    /// <summary>The model with an AAGUID, or null.</summary>
    public AuthenticatorModel? Find(Guid aaguid) => _byAaguid.GetValueOrDefault(aaguid);

    /// <summary>The model whose attestation certificates have a key (SHA-1 of it, as hexadecimal: RFC 5280 §4.2.1.2 method 1), or null.</summary>
    public AuthenticatorModel? FindByKey(string keyIdentifier) => _byKeyIdentifier.GetValueOrDefault(keyIdentifier);

    internal static DateTimeOffset NextUpdateOf(BlobPayload payload) =>
        DateOnly.TryParseExact(payload.NextUpdate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero)
            : throw new MetadataException("nextUpdate is no date.");
}

/// <summary>The payload of a BLOB, as far as it is used.</summary>
internal sealed record BlobPayload(int No, string NextUpdate, IReadOnlyList<BlobEntry> Entries);

/// <summary>An entry (§3.1.1).</summary>
internal sealed record BlobEntry
{
    public Guid? Aaguid { get; init; }

    public IReadOnlyList<string>? AttestationCertificateKeyIdentifiers { get; init; }

    public ModelStatement? MetadataStatement { get; init; }

    public IReadOnlyList<StatusReport>? StatusReports { get; init; }
}

/// <summary>A metadata statement (FIDO Metadata Statement 3.0 §4), as far as it is used.</summary>
internal sealed record ModelStatement
{
    public string? Description { get; init; }

    public IReadOnlyList<string>? KeyProtection { get; init; }

    public IReadOnlyList<string>? AttestationRootCertificates { get; init; }
}

/// <summary>A status report (§3.1.3). The status is text: new ones are added from time to time.</summary>
internal sealed record StatusReport(string? Status, string? EffectiveDate, string? Certificate);
