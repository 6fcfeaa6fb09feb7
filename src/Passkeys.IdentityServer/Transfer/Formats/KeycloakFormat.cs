using System.Text;
using Passkeys.IdentityServer.Transfer.Files;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Transfer.Formats;

/// <summary>
/// An export of a Keycloak realm, or the file of its users, or users as an array or lines. Only credentials of the types webauthn and webauthn-passwordless count; a user
/// without one comes in as a person without a passkey, the user of a service account not at all.
/// </summary>
internal sealed class KeycloakFormat : IImportFormat
{
    private const string TwoFactor = "webauthn";
    private const string Passwordless = "webauthn-passwordless";

    private static readonly string[] Tables = ["users"];

    public string Name => ImportFormat.Keycloak;

    public bool OnePersonARecord => true;

    public IEnumerable<ImportRecord> Read(Stream file)
    {
        var facts = JsonRows.Facts(file, Tables);
        var number = 0;
        foreach (var row in JsonRows.Read(file, Tables))
        {
            if (!IsServiceAccount(row))
                yield return RecordReading.Read(++number, row, user => PersonOf(user, facts));
        }
    }

    private static bool IsServiceAccount(JsonRow row)
    {
        try
        {
            return row is { Problem: null, Element.ValueKind: System.Text.Json.JsonValueKind.Object } && new ForeignRow(row.Element, "").Has("serviceAccountClientId");
        }
        catch (InvalidOperationException)
        {
            // A name that is no text, which is said where the record is read.
            return false;
        }
    }

    // Keycloak makes the handle of the user's id, in UTF-8 (its required action WebAuthnRegister).
    private static ImportedPerson PersonOf(ForeignRow row, IReadOnlyDictionary<string, string> realm) => new()
    {
        Identifier = row.RequiredText("username"),
        DisplayName = NameOf(row),
        Email = row.Text("email"),
        EmailConfirmed = row.Flag("emailVerified") ?? false,
        Status = row.Flag("enabled") is false ? UserStatus.Suspended : UserStatus.Active,
        UserHandle = Encoding.UTF8.GetBytes(row.RequiredText("id")),
        CreatedAt = row.Time("createdTimestamp"),
        Passkeys = [.. row.Rows("credentials").Where(each => each.Text("type") is TwoFactor or Passwordless).Select(each => PasskeyOf(each, realm))],
    };

    private static string? NameOf(ForeignRow row)
    {
        var name = string.Join(' ', new[] { row.Text("firstName"), row.Text("lastName") }.OfType<string>());
        return name.Length is 0 ? null : name.Length <= PersonRules.MaxDisplayName ? name : name[..PersonRules.MaxDisplayName];
    }

    // The id is base64, the key base64url there. Whether it is backup eligible it does not tell.
    private static ImportedPasskey PasskeyOf(ForeignRow row, IReadOnlyDictionary<string, string> realm)
    {
        var data = row.RequiredObject("credentialData");
        var policy = row.Text("type") is Passwordless ? "webAuthnPolicyPasswordlessRpId" : "webAuthnPolicyRpId";
        return new ImportedPasskey
        {
            Path = row.Path,
            CredentialId = data.RequiredBytes("credentialId"),
            PublicKey = data.RequiredBytes("credentialPublicKey"),
            RpId = realm.GetValueOrDefault(policy) is { Length: > 0 } rpId ? rpId : null,
            Transports = data.Texts("transports"),
            SignCount = data.Counter("counter"),
            Aaguid = data.Aaguid("aaguid") ?? Guid.Empty,
            Name = row.Text(PersonRules.MaxPasskeyName, "userLabel"),
            CreatedAt = row.Time("createdDate"),
        };
    }
}
