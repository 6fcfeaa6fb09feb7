namespace Passkeys.IdentityServer.Fido2;

/// <summary>
/// What attestation is verified against. Nothing here is ever fetched: an operator, or a job of theirs, puts it where the host finds it
/// (the BLOB of the FIDO Metadata Service is at https://mds3.fidoalliance.org).
/// </summary>
public sealed class Fido2VerifierOptions
{
    /// <summary>The models' status reports that refuse a model by default (FIDO Metadata Service 3.0 §3.1.4): what has been broken or withdrawn.</summary>
    public static IReadOnlyList<string> DefaultRefusedStatuses { get; } =
        ["REVOKED", "USER_VERIFICATION_BYPASS", "ATTESTATION_KEY_COMPROMISE", "USER_KEY_REMOTE_COMPROMISE", "USER_KEY_PHYSICAL_COMPROMISE"];

    /// <summary>File with the metadata BLOB (FIDO Metadata Service 3.0 §3.1.6), a JWT. Default null: no metadata from a file. One that is named and is not of the metadata service fails the start.</summary>
    public string? MetadataFile { get; set; }

    /// <summary>
    /// Key under which the host's <c>IDistributedCache</c> holds the metadata BLOB, as UTF-8 text, for hosts of several nodes. Default null: no metadata from a cache.
    /// Not together with <see cref="MetadataFile"/>. While the key is empty there is no metadata.
    /// </summary>
    public string? MetadataCacheKey { get; set; }

    /// <summary>How often file or cache is looked at for a newer BLOB. Default 1 hour.</summary>
    public TimeSpan MetadataReloadInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// For how long a BLOB counts after its <c>nextUpdate</c>. Default null: without end, with a warning at every look and a degraded health. With a limit, attestation
    /// is not verified any more once it has passed, and pools that demand it refuse registrations, unless there are trust anchors.
    /// </summary>
    public TimeSpan? MetadataGrace { get; set; }

    /// <summary>PEM file with the roots that the BLOB's signature leads to. Default null: the roots of the FIDO Metadata Service, GlobalSign Root R46 and, before August 2026, GlobalSign Root CA - R3.</summary>
    public string? MetadataRootsFile { get; set; }

    /// <summary>
    /// The DNS name that the certificate of the BLOB's signature is for. Default <c>mds.fidoalliance.org</c>: the roots sign for the whole web, so that leading to them alone says
    /// nothing. Null asks for no name, which is only for roots of one's own.
    /// </summary>
    public string? MetadataSigner { get; set; } = "mds.fidoalliance.org";

    /// <summary>
    /// Folder with trust anchors of one's own, certificates as <c>.pem</c>, <c>.crt</c>, <c>.cer</c> or <c>.der</c>: for authenticators that the metadata does not hold, such as Apple's,
    /// or for a host without metadata. Read at start. Default null: none.
    /// </summary>
    public string? TrustAnchorsFolder { get; set; }

    /// <summary>
    /// Status reports that refuse a model, once they are in effect, whatever was reported after them. Empty (default): <see cref="DefaultRefusedStatuses"/>.
    /// An <c>ATTESTATION_KEY_COMPROMISE</c> that names a certificate refuses what leads to that certificate.
    /// </summary>
    public IList<string> RefusedStatuses { get; } = [];
}
