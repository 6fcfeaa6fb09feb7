using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>A person as a file describes them.</summary>
internal sealed record ImportedPerson
{
    public required string Identifier { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>Where mail goes, where that is not the identifier.</summary>
    public string? Email { get; init; }

    public bool EmailConfirmed { get; init; }

    public UserStatus Status { get; init; }

    public required byte[] UserHandle { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyList<ImportedPasskey> Passkeys { get; init; } = [];
}

/// <summary>A passkey as a file describes it.</summary>
internal sealed record ImportedPasskey
{
    /// <summary>Where it stands in its record, for errors: empty where the record is the passkey.</summary>
    public string Path { get; init; } = "";

    public required byte[] CredentialId { get; init; }

    public required byte[] PublicKey { get; init; }

    /// <summary>The RP ID that the file tells, or null.</summary>
    public string? RpId { get; init; }

    public IReadOnlyList<string> Transports { get; init; } = [];

    public uint SignCount { get; init; }

    public Guid Aaguid { get; init; }

    /// <summary>BE, or null where the file does not tell.</summary>
    public bool? BackupEligible { get; init; }

    public bool BackedUp { get; init; }

    public bool UserVerified { get; init; }

    public string? Name { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public byte[] AttestationObject { get; init; } = [];

    public byte[] ClientDataJson { get; init; } = [];
}

/// <summary>A record of a file, as far as it could be read.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Line">Its line, where the format is one record a line.</param>
/// <param name="Person">What it says, or null where it cannot be read.</param>
/// <param name="Errors">What is wrong with it.</param>
internal sealed record ImportRecord(int Number, int? Line, ImportedPerson? Person, IReadOnlyList<ImportError> Errors)
{
    public bool IsValid => Person is not null && Errors.Count == 0;

    public ImportRecord With(IEnumerable<ImportError> errors) => this with { Errors = [.. Errors, .. errors] };

    public ImportError Error(string member, string message) => new(Number, member, message, Line);
}
