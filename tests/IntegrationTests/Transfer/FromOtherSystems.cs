using System.Formats.Cbor;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Transfer;

/// <summary>Files as other systems write them: the passkeys in them sign in here.</summary>
public sealed class FromOtherSystems(SharedHosts hosts) : IAsyncLifetime
{
    private const string UserId = "4c973896-5761-41fc-8217-07c5d13a004b";

    private readonly string _name = Someone.New();
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync()
    {
        _site = await Host.NewPoolAsync();
        _phone = _site.NewPhone();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_realm_of_Keycloak_comes_in_whether_its_passkeys_are_synced_or_not(bool synced)
    {
        (_phone.BackupEligible, _phone.BackedUp) = (synced, synced);
        var credential = _phone.MadeElsewhere(UserId);

        var report = await Host.ImportAsync(_site, "keycloak", Realm(KeycloakUser(credential)).ToJsonString());

        report.ShouldBe(HttpStatusCode.Created);
        ((int)report.Body["users"]!, (int)report.Body["credentials"]!, (int)report.Body["backupEligibilityUnknown"]!).ShouldBe((1, 1, 1));
        await _site.SignInAsync(_phone);
        await _site.SignInAsync(_phone);
        (await Host.PasskeysAsync(_site)).ShouldHaveSingleItem().Data.IsBackupEligible.ShouldBe(synced);
    }

    // WebAuthn L3 §7.2: BE must not change; it was told by the first sign-in.
    [Fact]
    public async Task Once_the_first_sign_in_told_backup_eligibility_it_does_not_change()
    {
        var credential = _phone.MadeElsewhere(UserId);
        await Host.ImportAsync(_site, "keycloak", Realm(KeycloakUser(credential)).ToJsonString());
        await _site.SignInAsync(_phone);
        credential.BackupEligible = true;

        var ceremony = await _site.BeginSignInAsync();

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).ShouldBeRefused();
    }

    // Valid JSON, and no text: an error of the file, wherever it stands.
    [Theory]
    [InlineData("keycloak", """{"users":[{"\ud800":1,"username":"ada"}]}""")]
    [InlineData("keycloak", """{"\ud800":1,"users":[]}""")]
    [InlineData("keycloak", """{"username":"ada","\ud800":1}""")]
    [InlineData("fido2", """{"\ud800":1}""")]
    [InlineData("aspnet-identity", """[{"\ud800":1}]""")]
    public async Task A_member_whose_name_is_no_text_is_an_error(string format, string file) =>
        (await Host.ImportAsync(_site, format, file)).ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid_import");

    // Keycloak writes COSE keys with its library's CBOR, whose maps have no length.
    [Fact]
    public async Task A_key_that_is_not_in_canonical_CBOR_signs_in()
    {
        var credential = _phone.MadeElsewhere(UserId);
        var user = KeycloakUser(credential, Indefinite(credential.Key.ToCose()));

        (await Host.ImportAsync(_site, "keycloak", Realm(user).ToJsonString())).ShouldBe(HttpStatusCode.Created);

        await _site.SignInAsync(_phone);
    }

    [Fact]
    public async Task Users_of_Keycloak_keep_their_address_and_state()
    {
        var user = KeycloakUser(_phone.MadeElsewhere(UserId));
        (user["username"], user["enabled"]) = ("ada", false);
        var service = new JsonObject { ["id"] = "1", ["username"] = "service-account-app", ["serviceAccountClientId"] = "app" };

        (await Host.ImportAsync(_site, "keycloak", new JsonObject { ["realm"] = "demo", ["users"] = new JsonArray(service, user) }.ToJsonString(), "&rpId=localhost")).ShouldBe(HttpStatusCode.Created);

        var person = await PersonAsync();
        (person.UserName, person.Email, person.EmailConfirmed, person.DisplayName, person.Status).ShouldBe(("ada", _name, true, "Ada Lovelace", UserStatus.Suspended));
        person.UserHandle.ShouldBe(Encoding.UTF8.GetBytes(UserId));
        person.CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1700000000000));
    }

    [Fact]
    public async Task Where_the_realm_tells_no_RP_ID_it_has_to_be_said()
    {
        var realm = Realm(KeycloakUser(_phone.MadeElsewhere(UserId)));
        realm["webAuthnPolicyPasswordlessRpId"] = "";

        var answer = await Host.ImportAsync(_site, "keycloak", realm.ToJsonString());

        Transferring.ErrorsOf(answer).Select(Transferring.At).ShouldBe([(1, "credentials[1].rpId")]);
        (await Host.ImportAsync(_site, "keycloak", realm.ToJsonString(), "&rpId=localhost")).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_of_ASP_NET_Core_Identity_come_in(bool tables)
    {
        (_phone.BackupEligible, _phone.Aaguid) = (true, new Guid("08987058-cadc-4b81-b6e1-30de50dcbe96"));
        var credential = _phone.MadeElsewhere(UserId);
        var (user, passkey) = (IdentityUser(), IdentityPasskey(credential));
        JsonNode file = tables
            ? new JsonObject { ["AspNetUserPasskeys"] = new JsonArray(passkey), ["AspNetUsers"] = new JsonArray(user) }
            : new JsonArray(new JsonObject { ["user"] = user, ["passkeys"] = new JsonArray(passkey) });

        var report = await Host.ImportAsync(_site, "aspnet-identity", file.ToJsonString(), "&rpId=localhost");

        report.ShouldBe(HttpStatusCode.Created);
        ((int)report.Body["users"]!, (int)report.Body["credentials"]!).ShouldBe((1, 1));
        await _site.SignInAsync(_phone);
        (await PersonAsync()).EmailConfirmed.ShouldBeTrue();
        (await PersonAsync()).PasswordHash.ShouldBeNull();
    }

    [Fact]
    public async Task A_passkey_of_nobody_is_named()
    {
        var passkey = IdentityPasskey(_phone.MadeElsewhere(UserId));
        passkey["UserId"] = "somebody-else";

        var answer = await Host.ImportAsync(_site, "aspnet-identity", new JsonObject { ["AspNetUsers"] = new JsonArray(IdentityUser()), ["AspNetUserPasskeys"] = new JsonArray(passkey) }.ToJsonString(), "&rpId=localhost");

        Transferring.ErrorsOf(answer).Select(Transferring.At).ShouldBe([(2, "UserId")]);
        (await Host.UsersAsync(_site)).ShouldBe(0);
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("base64url")]
    [InlineData("hex")]
    [InlineData("0x")]
    [InlineData("\\x")]
    public async Task Rows_like_those_of_Fido2_come_in_however_their_bytes_are_written(string encoding)
    {
        var credential = _phone.MadeElsewhere(_name);
        var row = Fido2Row(credential, bytes => Written(bytes, encoding));

        (await Host.ImportAsync(_site, "fido2", new JsonArray(row).ToJsonString(), "&rpId=localhost")).ShouldBe(HttpStatusCode.Created);

        await _site.SignInAsync(_phone);
        (await PersonAsync()).UserName.ShouldBe(_name);
    }

    [Fact]
    public async Task Rows_of_one_person_come_together()
    {
        using var tablet = _site.NewPhone();
        var rows = new[] { Fido2Row(_phone.MadeElsewhere(_name), Convert.ToBase64String), Fido2Row(tablet.MadeElsewhere(_name), Convert.ToBase64String) };

        var report = await Host.ImportAsync(_site, "fido2", string.Join('\n', rows.Select(row => row.ToJsonString())), "&rpId=localhost");

        ((int)report.Body["users"]!, (int)report.Body["credentials"]!, (int)report.Body["total"]!).ShouldBe((1, 2, 2));
        await _site.SignInAsync(_phone);
        await _site.SignInAsync(tablet);
    }

    [Fact]
    public async Task A_descriptor_in_a_string_is_read()
    {
        var credential = _phone.MadeElsewhere(_name);
        var row = Fido2Row(credential, Convert.ToBase64String);
        row.Remove("DescriptorId");
        row["UserName"] = "ada";
        row["DescriptorJson"] = new JsonObject { ["Type"] = "public-key", ["Id"] = credential.IdText, ["Transports"] = new JsonArray("internal") }.ToJsonString();

        (await Host.ImportAsync(_site, "fido2", new JsonArray(row).ToJsonString(), "&rpId=localhost")).ShouldBe(HttpStatusCode.Created);

        (await PersonAsync()).UserName.ShouldBe("ada");
        await _site.SignInAsync(_phone);
    }

    [Theory]
    [InlineData("keycloak", """{"realm":"demo","users":[{"id":"1","username":"ada","credentials":[{"type":"webauthn","credentialData":"{"}]}]}""", 1, "credentials[0].credentialData")]
    [InlineData("keycloak", """{"realm":"demo","users":[{"id":"1","username":"ada","credentials":[{"type":"webauthn","credentialData":"[]"}]}]}""", 1, "credentials[0].credentialData")]
    [InlineData("keycloak", """{"realm":"demo","users":[{"username":"ada"}]}""", 1, "id")]
    [InlineData("keycloak", """{"realm":"demo","users":[{"id":"1","username":"ada"},{"id":"2","usern""", 2, "record")]
    [InlineData("keycloak", """{"realm":"demo"}""", 1, "username")]
    [InlineData("keycloak", """{"realm":"demo","users":[]}""", 0, "record")]
    [InlineData("keycloak", "[17]", 1, "record")]
    [InlineData("aspnet-identity", """[{"user":{"Id":"1"}}]""", 1, "user.UserName")]
    [InlineData("aspnet-identity", """[{"passkeys":[]}]""", 1, "user")]
    [InlineData("aspnet-identity", """[{"user":{"Id":"1","UserName":"a"},"passkeys":[{"CredentialId":"AAAA","Data":{}}]}]""", 1, "passkeys[0].Data.PublicKey")]
    [InlineData("aspnet-identity", """[{"user":{"Id":"1","UserName":"a"}}""", 2, "record")]
    [InlineData("aspnet-identity", """[{"user":{"Id":"1","UserName":"a"}}] x""", 2, "record")]
    [InlineData("fido2", """[{"UserHandle":"AAAA"}]""", 1, "DescriptorId")]
    [InlineData("fido2", """[{"PublicKey":"AAAA"}]""", 1, "UserHandle")]
    [InlineData("fido2", """[{"UserHandle":"/w==","DescriptorId":"AAAA"}]""", 1, "UserName")]
    [InlineData("fido2", "17", 0, "record")]
    [InlineData("fido2", "", 1, "record")]
    public async Task A_file_that_is_wrong_is_named(string format, string file, int record, string member)
    {
        var answer = await Host.ImportAsync(_site, format, file, "&rpId=localhost");

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid_import");
        Transferring.ErrorsOf(answer).Select(Transferring.At).ShouldContain((record, member), answer.Text);
        (await Host.UsersAsync(_site)).ShouldBe(0);
    }

    private Task<PoolUser> PersonAsync() => Host.QueryAsync(db => db.Users.AsNoTracking().SingleAsync(user => user.Pool == new PoolId(_site.Pool)));

    private static JsonObject Realm(JsonObject user) => new()
    {
        ["id"] = "demo",
        ["realm"] = "demo",
        ["enabled"] = true,
        ["requiredCredentials"] = new JsonArray("password"),
        ["smtpServer"] = new JsonObject { ["host"] = "mail.example.com" },
        ["users"] = new JsonArray(user),
        ["webAuthnPolicyRpId"] = "",
        ["webAuthnPolicyPasswordlessRpId"] = "localhost",
    };

    private JsonObject KeycloakUser(SoftwareCredential credential, byte[]? key = null) => new()
    {
        ["id"] = UserId,
        ["username"] = _name,
        ["email"] = _name,
        ["emailVerified"] = true,
        ["firstName"] = "Ada",
        ["lastName"] = "Lovelace",
        ["enabled"] = true,
        ["createdTimestamp"] = 1700000000000,
        ["credentials"] = new JsonArray(
            new JsonObject { ["id"] = "0", ["type"] = "password", ["secretData"] = "{\"value\":\"hash\"}", ["credentialData"] = "{\"hashIterations\":5}" },
            new JsonObject
            {
                ["id"] = "1",
                ["type"] = "webauthn-passwordless",
                ["userLabel"] = "Telephone",
                ["createdDate"] = 1700000000000,
                ["secretData"] = "{}",
                ["credentialData"] = new JsonObject
                {
                    ["aaguid"] = Guid.Empty.ToString(),
                    ["credentialId"] = Convert.ToBase64String(credential.Id),
                    ["counter"] = 0,
                    ["attestationStatementFormat"] = "none",
                    ["credentialPublicKey"] = Transferring.Encode(key ?? credential.Key.ToCose()),
                    ["transports"] = new JsonArray("internal", "hybrid"),
                }.ToJsonString(),
            }),
    };

    private JsonObject IdentityUser() => new()
    {
        ["Id"] = UserId,
        ["UserName"] = _name,
        ["NormalizedUserName"] = _name.ToUpperInvariant(),
        ["Email"] = _name,
        ["EmailConfirmed"] = 1,
        ["PasswordHash"] = "AQAAAA==",
        ["SecurityStamp"] = "X",
        ["LockoutEnd"] = null,
        ["LockoutEnabled"] = 1,
        ["AccessFailedCount"] = 0,
    };

    private static JsonObject IdentityPasskey(SoftwareCredential credential) => new()
    {
        ["CredentialId"] = Convert.ToBase64String(credential.Id),
        ["UserId"] = UserId,
        ["Data"] = new JsonObject
        {
            ["PublicKey"] = Convert.ToBase64String(credential.Key.ToCose()),
            ["Name"] = "Phone",
            ["CreatedAt"] = "2025-11-12T10:11:12.123+00:00",
            ["SignCount"] = 0,
            ["Transports"] = new JsonArray("internal"),
            ["IsUserVerified"] = true,
            ["IsBackupEligible"] = credential.BackupEligible,
            ["IsBackedUp"] = false,
            ["AttestationObject"] = "o2M=",
            ["ClientDataJson"] = "e30=",
        }.ToJsonString(),
    };

    private static JsonObject Fido2Row(SoftwareCredential credential, Func<byte[], string> write) => new()
    {
        ["Id"] = 17,
        ["UserId"] = write(credential.UserHandle),
        ["DescriptorId"] = write(credential.Id),
        ["PublicKey"] = write(credential.Key.ToCose()),
        ["UserHandle"] = write(credential.UserHandle),
        ["SignatureCounter"] = 0,
        ["CredType"] = "public-key",
        ["RegDate"] = "2023-01-02T03:04:05",
        ["AaGuid"] = Guid.Empty.ToString(),
        ["Transports"] = "internal,hybrid",
    };

    private static string Written(byte[] bytes, string encoding) => encoding switch
    {
        "base64" => Convert.ToBase64String(bytes),
        "base64url" => Transferring.Encode(bytes),
        "hex" => Convert.ToHexStringLower(bytes),
        _ => encoding + Convert.ToHexString(bytes),
    };

    private static byte[] Indefinite(byte[] canonical)
    {
        var reader = new CborReader(canonical);
        var writer = new CborWriter(CborConformanceMode.Lax, convertIndefiniteLengthEncodings: false);
        writer.WriteStartMap(definiteLength: null);
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
            writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
        }
        writer.WriteEndMap();
        return writer.Encode();
    }
}
