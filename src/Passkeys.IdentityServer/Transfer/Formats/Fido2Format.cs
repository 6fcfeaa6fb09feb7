using System.Text;
using System.Text.Json;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Transfer.Files;

namespace Passkeys.IdentityServer.Transfer.Formats;

/// <summary>
/// Rows like <c>StoredCredential</c> of fido2-net-lib and the tables that are made after it: an array, or lines; each is one credential. Without a name of the person, the
/// text of the user handle is their identifier, as in the library's examples.
/// </summary>
internal sealed class Fido2Format : IImportFormat
{
    private static readonly string[] Tables = ["storedcredentials", "credentials", "fidostoredcredentials", "fido2credentials"];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Name => ImportFormat.Fido2;

    public bool OnePersonARecord => false;

    public IEnumerable<ImportRecord> Read(Stream file)
    {
        var number = 0;
        foreach (var row in JsonRows.Read(file, Tables))
            yield return RecordReading.Read(++number, row, PersonOf);
    }

    private static ImportedPerson PersonOf(ForeignRow row)
    {
        var handle = row.Bytes("UserHandle") ?? row.Bytes("UserId") ?? throw new InvalidMemberException("UserHandle", "the user handle is required, here or in UserId.");
        return new ImportedPerson
        {
            Identifier = row.Text("UserName", "Identifier", "Email") ?? TextOf(handle),
            DisplayName = row.Text(PersonRules.MaxDisplayName, "DisplayName"),
            Email = row.Text("Email"),
            UserHandle = handle,
            CreatedAt = row.Time("RegDate", "CreatedAt"),
            Passkeys = [PasskeyOf(row)],
        };
    }

    private static ImportedPasskey PasskeyOf(ForeignRow row)
    {
        if (row.Text("CredType") is { } type && type is not ("public-key" or "none" or "PublicKey"))
            throw new InvalidMemberException("CredType", "public-key is expected.");
        var descriptor = row.Object("Descriptor", "DescriptorJson");
        var attestation = row.Bytes("AttestationObject") ?? [];
        return new ImportedPasskey
        {
            CredentialId = IdOf(row, descriptor),
            PublicKey = row.RequiredBytes("PublicKey"),
            RpId = row.Text("RpId"),
            Transports = [.. TransportsOf(row, descriptor).Select(Transport)],
            SignCount = row.Counter("SignCount", "SignatureCounter"),
            Aaguid = row.Aaguid("AaGuid") ?? AttestationFacts.Read(attestation).Aaguid,
            BackupEligible = row.Flag("IsBackupEligible"),
            BackedUp = row.Flag("IsBackedUp") ?? false,
            Name = row.Text(PersonRules.MaxPasskeyName, "Name", "Nickname"),
            CreatedAt = row.Time("RegDate", "CreatedAt"),
            LastUsedAt = row.Time("LastUsedAt"),
            AttestationObject = attestation,
            ClientDataJson = row.Bytes("AttestationClientDataJSON") ?? [],
        };
    }

    // Where Id is a number it is the key of the table.
    private static byte[] IdOf(ForeignRow row, ForeignRow? descriptor) =>
        row.Bytes("DescriptorId", "CredentialId") ?? descriptor?.Bytes("Id")
        ?? (row.Element.EnumerateObject().Any(member => member.Name.Equals("Id", StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind is JsonValueKind.String) ? row.Bytes("Id") : null)
        ?? throw new InvalidMemberException("DescriptorId", "the credential id is required, here, in CredentialId, in Descriptor.Id or in Id.");

    private static IReadOnlyList<string> TransportsOf(ForeignRow row, ForeignRow? descriptor) => row.Has("Transports") ? row.Texts("Transports") : descriptor?.Texts("Transports") ?? [];

    private static string Transport(string name) => name.Equals("SmartCard", StringComparison.OrdinalIgnoreCase) ? "smart-card" : name.ToLowerInvariant();

    private static string TextOf(byte[] handle)
    {
        try
        {
            return Utf8.GetString(handle);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidMemberException("UserName", "the person's name is required: the user handle is no text.");
        }
    }
}
