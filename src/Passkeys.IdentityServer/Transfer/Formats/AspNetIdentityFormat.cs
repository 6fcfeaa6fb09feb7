using System.Text;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Transfer.Files;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Transfer.Formats;

/// <summary>
/// The tables of ASP.NET Core Identity, schema version 3: an array or lines of <c>{user, passkeys}</c>, or one object with both tables. In the second case the people
/// come first and then each passkey as a record of its own, wherever they stand in the file.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class AspNetIdentityFormat(TimeProvider time) : IImportFormat
{
    private const string Users = "aspnetusers";
    private const string Passkeys = "aspnetuserpasskeys";

    private static readonly string[] Tables = [Users, Passkeys];

    // A lock-out because of wrong passwords takes minutes; one that takes a year is an administrator's.
    private static readonly TimeSpan Suspended = TimeSpan.FromDays(365);

    public string Name => ImportFormat.AspNetIdentity;

    public bool OnePersonARecord => false;

    public IEnumerable<ImportRecord> Read(Stream file)
    {
        var number = 0;
        var people = new Dictionary<string, ImportedPerson>(StringComparer.Ordinal);
        foreach (var row in JsonRows.Read(file, Tables))
        {
            if (row.Table == Passkeys)
                continue;
            var record = RecordReading.Read(++number, row, row.Table == Users ? PersonOf : WithPasskeys);
            if (row.Table == Users && record.Person is { } person)
                people.TryAdd(Encoding.UTF8.GetString(person.UserHandle), person);
            yield return record;
        }
        foreach (var row in JsonRows.Read(file, Tables))
        {
            if (row.Table == Passkeys)
                yield return RecordReading.Read(++number, row, passkey => OwnerOf(passkey, people) with { Passkeys = [PasskeyOf(passkey)] });
        }
    }

    private static ImportedPerson OwnerOf(ForeignRow passkey, Dictionary<string, ImportedPerson> people) =>
        people.GetValueOrDefault(passkey.RequiredText("UserId")) ?? throw new InvalidMemberException(passkey.PathOf("UserId"), "the Id of a row of AspNetUsers that can be imported is expected.");

    private ImportedPerson WithPasskeys(ForeignRow row) =>
        PersonOf(row.RequiredObject("user")) with { Passkeys = [.. row.Rows("passkeys").Select(PasskeyOf)] };

    // The framework's handler makes the handle of the user's id, in UTF-8.
    private ImportedPerson PersonOf(ForeignRow row) => new()
    {
        Identifier = row.RequiredText("UserName"),
        DisplayName = row.Text(PersonRules.MaxDisplayName, "DisplayName", "Name"),
        Email = row.Text("Email"),
        EmailConfirmed = row.Flag("EmailConfirmed") ?? false,
        Status = row.Time("LockoutEnd") > time.GetUtcNow() + Suspended ? UserStatus.Suspended : UserStatus.Active,
        UserHandle = Encoding.UTF8.GetBytes(row.RequiredText("Id")),
        CreatedAt = row.Time("CreatedAt"),
    };

    private static ImportedPasskey PasskeyOf(ForeignRow row)
    {
        var data = row.RequiredObject("Data");
        var attestation = data.Bytes("AttestationObject") ?? [];
        return new ImportedPasskey
        {
            Path = row.Path,
            CredentialId = row.RequiredBytes("CredentialId"),
            PublicKey = data.RequiredBytes("PublicKey"),
            Transports = data.Texts("Transports"),
            SignCount = data.Counter("SignCount"),
            Aaguid = AttestationFacts.Read(attestation).Aaguid,
            BackupEligible = data.Flag("IsBackupEligible"),
            BackedUp = data.Flag("IsBackedUp") ?? false,
            UserVerified = data.Flag("IsUserVerified") ?? false,
            Name = data.Text(PersonRules.MaxPasskeyName, "Name"),
            CreatedAt = data.Time("CreatedAt"),
            AttestationObject = attestation,
            ClientDataJson = data.Bytes("ClientDataJson") ?? [],
        };
    }
}
