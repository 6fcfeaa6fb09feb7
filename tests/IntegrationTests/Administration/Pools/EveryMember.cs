using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>Each member of a pool comes back as it was written; and one that cannot be used is named.</summary>
public sealed class EveryMember(SharedHosts hosts)
{
    private const string Fingerprint = "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";

    private HostFixture Host => hosts.Sqlite;

    public static TheoryData<string, string> Good => new()
    {
        { "name", "\"Customers\"" },
        { "enabled", "false" },
        { "rpName", "\"Shop\"" },
        { "origins", "[\"http://localhost:5001\",\"https://a.localhost\"]" },
        { "relatedOrigins", "[\"https://example.net\",\"https://shop.example.org\"]" },
        { "topOrigins", "[\"https://frame.example\"]" },
        { "topOrigins", "[\"*\"]" },
        { "formerRpIds", "[\"old.example\"]" },
        { "androidApps", $"[{{\"packageName\":\"com.example.app\",\"sha256CertFingerprints\":[\"{Fingerprint}\"]}}]" },
        { "appleApps", "[\"TEAMID1234.com.example.app\"]" },
        { "userVerification", "\"preferred\"" },
        { "residentKey", "\"discouraged\"" },
        { "attachment", "\"platform\"" },
        { "hints", "[\"hybrid\",\"security-key\"]" },
        { "attestation", "\"indirect\"" },
        { "requireVerifiedAttestation", "false" },
        { "algorithms", "[-257,-7]" },
        { "ceremonyLifetimeSeconds", "120" },
        { "allowedAaguids", "[\"ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4\"]" },
        { "deniedAaguids", "[\"08987058-cadc-4b81-b6e1-30de50dcbe96\"]" },
        { "syncedPasskeys", "\"denied\"" },
        { "counterPolicy", "\"refuse\"" },
        { "methods", "[\"passkey\",\"password\"]" },
        { "registration", "{\"selfService\":true,\"invitation\":true,\"captcha\":true,\"activation\":true}" },
        { "maxPasskeysPerUser", "3" },
        { "branding", "{\"logo\":\"/logo.png\",\"accent\":\"#e8590c\"}" },
        { "languages", "[\"de\",\"pt-BR\"]" },
        { "lifetimes", "{\"sessionSeconds\":3600,\"invitationSeconds\":3600,\"activationCodeSeconds\":3600,\"recoveryCodeSeconds\":600,\"signUpSeconds\":600}" },
        { "limits", "{\"costlyCallsPerMinute\":10,\"signInsPerIdentifierAndAddress\":5,\"codesPerIdentifier\":4,\"passwordsPerIdentifier\":3,\"mailsPerIdentifier\":2}" },
        { "mail", "{\"senderName\":\"Acme Shop\",\"replyTo\":\"help@acme.example\"}" },
        { "auditRetentionDays", "365" },
    };

    public static TheoryData<string, string> Bad => new()
    {
        { "name", "\"\"" },
        { "name", "\"   \"" },
        { "name", "\"a\\u0007\"" },
        { "rpId", "\"https://example.com\"" },
        { "rpId", "\"Example.com\"" },
        { "rpId", "\"10.0.0.1\"" },
        { "rpId", "\"com\"" },
        { "enabled", "\"yes\"" },
        { "origins", "[\"https://elsewhere.example\"]" },
        { "origins", "[\"https://notlocalhost\"]" },
        { "origins", "[\"localhost\"]" },
        { "origins", "\"http://localhost:5001\"" },
        { "origins", "[1]" },
        { "relatedOrigins", "[\"http://example.net\"]" },
        { "relatedOrigins", "[\"https://localhost:5001\"]" },
        { "relatedOrigins", "[\"https://a.example\",\"https://b.test\",\"https://c.test\",\"https://d.test\",\"https://e.test\",\"https://f.test\"]" },
        { "topOrigins", "[\"frame.example\"]" },
        { "formerRpIds", "[\"localhost\"]" },
        { "androidApps", "[{\"packageName\":\"app\",\"sha256CertFingerprints\":[]}]" },
        { "androidApps", "[\"com.example.app\"]" },
        { "androidApps", "{}" },
        { "appleApps", "[\"com.example.app\"]" },
        { "userVerification", "\"always\"" },
        { "residentKey", "\"always\"" },
        { "attachment", "\"usb\"" },
        { "hints", "[\"phone\"]" },
        { "attestation", "\"all\"" },
        { "algorithms", "[-999]" },
        { "algorithms", "[\"-7\"]" },
        { "algorithms", "[7.5]" },
        { "ceremonyLifetimeSeconds", "0" },
        { "ceremonyLifetimeSeconds", "4000" },
        { "ceremonyLifetimeSeconds", "\"300\"" },
        { "ceremonyLifetimeSeconds", "99999999999" },
        { "allowedAaguids", "[\"nobody\"]" },
        { "deniedAaguids", "7" },
        { "syncedPasskeys", "\"maybe\"" },
        { "syncedPasskeys", "true" },
        { "counterPolicy", "\"ignore\"" },
        { "methods", "[]" },
        { "methods", "[\"password\"]" },
        { "secondFactor", "\"passkey\"" },
        { "registration", "true" },
        { "registration.captcha", "{\"captcha\":\"yes\"}" },
        { "maxPasskeysPerUser", "0" },
        { "branding.logo", "{\"logo\":\"https://elsewhere.example/logo.png\"}" },
        { "branding.logo", "{\"logo\":\"javascript:alert(1)\"}" },
        { "branding.accent", "{\"accent\":\"red\"}" },
        { "languages", "[\"<script>\"]" },
        { "languages", "[\"de\",\"DE\"]" },
        { "lifetimes.sessionSeconds", "{\"sessionSeconds\":1}" },
        { "lifetimes.invitationSeconds", "{\"invitationSeconds\":99999999}" },
        { "lifetimes.activationCodeSeconds", "{\"activationCodeSeconds\":0}" },
        { "lifetimes.recoveryCodeSeconds", "{\"recoveryCodeSeconds\":86401}" },
        { "lifetimes.signUpSeconds", "{\"signUpSeconds\":-1}" },
        { "limits.costlyCallsPerMinute", "{\"costlyCallsPerMinute\":0}" },
        { "limits.signInsPerIdentifierAndAddress", "{\"signInsPerIdentifierAndAddress\":0}" },
        { "limits.codesPerIdentifier", "{\"codesPerIdentifier\":-5}" },
        { "limits.passwordsPerIdentifier", "{\"passwordsPerIdentifier\":\"3\"}" },
        { "limits.mailsPerIdentifier", "{\"mailsPerIdentifier\":0}" },
        { "mail.senderName", "{\"senderName\":\"Bank <ceo@bank.example>\"}" },
        { "mail.senderName", "{\"senderName\":\"a\\r\\nBcc: b\"}" },
        { "mail.replyTo", "{\"replyTo\":\"nobody\"}" },
        { "mail.replyTo", "{\"replyTo\":\"a@b.example, c@d.example\"}" },
        { "auditRetentionDays", "0" },
        { "auditRetentionDays", "3651" },
    };

    [Theory, MemberData(nameof(Good))]
    public async Task A_member_comes_back_as_it_was_written(string member, string json)
    {
        var id = PoolCalls.NewId();
        (await Host.MakeAsync(id)).ShouldBe(HttpStatusCode.Created);
        var bearer = await Host.AdministratorsTokenAsync();

        var changed = await Host.ChangeAsync(id, bearer, pool => pool[member] = JsonNode.Parse(json));

        changed.ShouldBe(HttpStatusCode.OK);
        changed.Body[member]!.ToJsonString().ShouldBe(JsonNode.Parse(json)!.ToJsonString());
        (await Host.PoolsAsync(HttpMethod.Get, $"/{id}", body: null, bearer)).Text.ShouldBe(changed.Text);
    }

    [Theory, MemberData(nameof(Bad))]
    public async Task What_cannot_be_used_is_named_and_nothing_is_made(string member, string json)
    {
        var id = PoolCalls.NewId();

        var refused = await Host.MakeAsync(id, new JsonObject { [member.Split('.')[0]] = JsonNode.Parse(json) });

        refused.ShouldName(member);
        refused["member"].ShouldBe(member);
        (await Host.PoolsAsync(HttpMethod.Get, $"/{id}", body: null, await Host.AdministratorsTokenAsync())).ShouldBe(HttpStatusCode.NotFound, "unknown_pool");
    }

    [Theory]
    [InlineData("id", "{\"name\":\"A\",\"rpId\":\"localhost\"}")]
    [InlineData("id", "{\"id\":\"A\",\"name\":\"A\",\"rpId\":\"localhost\"}")]
    [InlineData("name", "{\"id\":\"some-pool\",\"rpId\":\"localhost\"}")]
    [InlineData("rpId", "{\"id\":\"some-pool\",\"name\":\"A\"}")]
    [InlineData("template", "{\"id\":\"some-pool\",\"name\":\"A\",\"rpId\":\"localhost\",\"template\":\"none\"}")]
    public async Task What_is_missing_is_named(string member, string json) =>
        (await Host.PoolsAsync(HttpMethod.Post, "", JsonNode.Parse(json), await Host.AdministratorsTokenAsync())).ShouldName(member);

    [Fact]
    public async Task What_is_left_out_of_a_change_gets_its_default()
    {
        var id = PoolCalls.NewId();
        var made = await Host.MakeAsync(id, new JsonObject { ["maxPasskeysPerUser"] = 3, ["languages"] = new JsonArray("de"), ["auditRetentionDays"] = 5 });

        var bare = new JsonObject { ["name"] = "Bare", ["rpId"] = "localhost" };
        var changed = await Host.PoolsAsync(HttpMethod.Put, $"/{id}", bare, await Host.AdministratorsTokenAsync(), made.Headers["ETag"]);

        changed.ShouldBe(HttpStatusCode.OK);
        ((int)changed.Body["maxPasskeysPerUser"]!).ShouldBe(20);
        changed.Body["languages"]!.AsArray().ShouldBeEmpty();
        changed.Body.ContainsKey("auditRetentionDays").ShouldBeFalse();
    }

    [Theory]
    [InlineData("consumer", "selfService")]
    [InlineData("workforce", "invitation")]
    [InlineData("high-assurance", "invitation")]
    [InlineData("migration", "selfService")]
    public async Task A_template_says_what_is_left_out(string template, string way)
    {
        var made = await Host.MakeAsync(PoolCalls.NewId(), new JsonObject { ["template"] = template, ["maxPasskeysPerUser"] = 7 });

        made.ShouldBe(HttpStatusCode.Created);
        ((bool)made.Body["registration"]![way]!).ShouldBeTrue();
        ((int)made.Body["maxPasskeysPerUser"]!).ShouldBe(7);
    }
}
