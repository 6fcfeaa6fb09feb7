using System.Buffers.Text;
using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Transfer.Formats;

namespace Passkeys.IdentityServer.Transfer.Exports;

/// <summary>A person as the export writes them; what there is nothing to say of is left out.</summary>
internal sealed record ExportedPersonJson
{
    public required string Identifier { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    /// <summary>Where it is not the identifier.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? EmailConfirmed { get; init; }

    public required string Status { get; init; }

    public required string UserHandle { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyList<ExportedPasskeyJson> Passkeys { get; init; }

    public static ExportedPersonJson Of(PersonWithPasskeys person) => new()
    {
        Identifier = person.User.UserName!,
        DisplayName = person.User.DisplayName,
        Email = person.User.Email == person.User.UserName ? null : person.User.Email,
        EmailConfirmed = person.User.Email is null ? null : person.User.EmailConfirmed,
        Status = person.User.Status.ToString().ToLowerInvariant(),
        UserHandle = Base64Url.EncodeToString(person.User.UserHandle),
        CreatedAt = person.User.CreatedAt,
        Passkeys = [.. person.Passkeys.Select(ExportedPasskeyJson.Of)],
    };
}

/// <summary>What is public of a passkey.</summary>
internal sealed record ExportedPasskeyJson
{
    public required string CredentialId { get; init; }

    /// <summary>A COSE_Key, base64url.</summary>
    public required string PublicKey { get; init; }

    public required string RpId { get; init; }

    public required IReadOnlyList<string> Transports { get; init; }

    public required long SignCount { get; init; }

    public required Guid Aaguid { get; init; }

    /// <summary>Null where it is not known yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required bool? BackupEligible { get; init; }

    public required bool BackedUp { get; init; }

    public required bool UserVerified { get; init; }

    public required string? Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required DateTimeOffset? LastUsedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? AttestationFormat { get; init; }

    public static ExportedPasskeyJson Of(Passkey passkey) => new()
    {
        CredentialId = Base64Url.EncodeToString(passkey.CredentialId),
        PublicKey = Base64Url.EncodeToString(passkey.Data.PublicKey),
        RpId = passkey.RpId,
        Transports = [.. passkey.Data.Transports ?? []],
        SignCount = passkey.SignCount,
        Aaguid = passkey.Aaguid,
        BackupEligible = BackupEligibility.IsUntold(passkey) ? null : passkey.Data.IsBackupEligible,
        BackedUp = passkey.BackedUp,
        UserVerified = passkey.Data.IsUserVerified,
        Name = passkey.Data.Name,
        CreatedAt = passkey.Data.CreatedAt,
        LastUsedAt = passkey.LastUsedAt,
        AttestationFormat = AttestationFacts.Read(passkey.Data.AttestationObject ?? []).Format,
    };
}
