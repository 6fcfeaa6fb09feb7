using System.Text.Json;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Transfer.Files;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Transfer.Formats;

/// <summary>What the export of a pool writes.</summary>
internal sealed class PasskeysFormat : IImportFormat
{
    /// <summary>What the header calls it.</summary>
    public const string Label = "passkeys.identityserver";

    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    private const string Base64UrlExpected = "unpadded base64url (RFC 4648 §5) is required.";
    private const string HeaderExpected = "a first line is expected that says \"format\": \"" + Label + "\" and \"version\": 1.";

    public string Name => ImportFormat.Passkeys;

    public bool OnePersonARecord => true;

    public IEnumerable<ImportRecord> Read(Stream file)
    {
        file.Position = 0;
        var number = 0;
        var header = false;
        foreach (var row in JsonLines.Read(file))
        {
            if (!header)
            {
                header = true;
                if (IsHeader(row))
                    continue;
                yield return RecordReading.Failed(0, row.Line, "format", HeaderExpected);
                yield break;
            }
            yield return RecordReading.Read(++number, row, PersonOf);
        }
        if (!header)
            yield return RecordReading.Failed(0, null, "format", HeaderExpected);
    }

    private static bool IsHeader(JsonRow row) =>
        row is { Problem: null, Element.ValueKind: JsonValueKind.Object }
        && row.Element.TryGetProperty("format", out var format) && format.ValueKind is JsonValueKind.String && format.ValueEquals(Label)
        && row.Element.TryGetProperty("version", out var version) && version.ValueKind is JsonValueKind.Number && version.TryGetInt32(out var number) && number == Version;

    private static ImportedPerson PersonOf(ForeignRow row)
    {
        var member = new JsonMember(row.Element, "");
        return new ImportedPerson
        {
            Identifier = member.RequiredString("identifier"),
            DisplayName = member.OptionalString("displayName", PersonRules.MaxDisplayName),
            Email = member.OptionalString("email"),
            EmailConfirmed = member.OptionalBoolean("emailConfirmed") ?? false,
            Status = StatusOf(member),
            UserHandle = member.RequiredBytes("userHandle"),
            CreatedAt = row.Time("createdAt"),
            Passkeys = [.. row.Rows("passkeys").Select(PasskeyOf)],
        };
    }

    private static UserStatus StatusOf(JsonMember member) => member.OptionalString("status") switch
    {
        null or "active" => UserStatus.Active,
        "pending" => UserStatus.Pending,
        "suspended" => UserStatus.Suspended,
        _ => throw new InvalidMemberException("status", "active, pending or suspended is expected."),
    };

    private static ImportedPasskey PasskeyOf(ForeignRow row)
    {
        var member = new JsonMember(row.Element, row.Path);
        return new ImportedPasskey
        {
            Path = row.Path,
            CredentialId = member.OptionalBytes("credentialId") ?? throw new InvalidMemberException(row.PathOf("credentialId"), Base64UrlExpected),
            PublicKey = member.OptionalBytes("publicKey") ?? throw new InvalidMemberException(row.PathOf("publicKey"), Base64UrlExpected),
            RpId = member.OptionalString("rpId"),
            Transports = member.OptionalStrings("transports"),
            SignCount = row.Counter("signCount"),
            Aaguid = row.Aaguid("aaguid") ?? Guid.Empty,
            BackupEligible = member.OptionalBoolean("backupEligible"),
            BackedUp = member.OptionalBoolean("backedUp") ?? false,
            UserVerified = member.OptionalBoolean("userVerified") ?? false,
            Name = member.OptionalString("name", PersonRules.MaxPasskeyName),
            CreatedAt = row.Time("createdAt"),
            LastUsedAt = row.Time("lastUsedAt"),
        };
    }
}
