using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Transfer;

/// <summary>Files of the own format that are wrong: what is wrong is named by record and member, and nothing is stored.</summary>
public sealed class BadFiles(SharedHosts hosts) : IAsyncLifetime
{
    private static readonly Guid Model = new("08987058-cadc-4b81-b6e1-30de50dcbe96");

    private Site _site = null!;

    private HostFixture Host => hosts.Sqlite;

    /// <summary>What is done to the passkey of a good record, and the member that is named.</summary>
    public static TheoryData<string, string?, string> Passkeys => new()
    {
        { "credentialId", "\"AAAA\"", "passkeys[0].credentialId" },
        { "credentialId", "\"not base64url!\"", "passkeys[0].credentialId" },
        { "credentialId", "17", "passkeys[0].credentialId" },
        { "credentialId", null, "passkeys[0].credentialId" },
        { "publicKey", null, "passkeys[0].publicKey" },
        { "publicKey", "\"AAAA\"", "passkeys[0].publicKey" },
        { "rpId", "\"elsewhere.example\"", "passkeys[0].rpId" },
        { "rpId", null, "passkeys[0].rpId" },
        { "signCount", "-1", "passkeys[0].signCount" },
        { "signCount", "4294967296", "passkeys[0].signCount" },
        { "signCount", "\"7\"", "passkeys[0].signCount" },
        { "aaguid", "\"none\"", "passkeys[0].aaguid" },
        { "transports", "\"internal\"", "passkeys[0].transports" },
        { "backupEligible", "\"yes\"", "passkeys[0].backupEligible" },
        { "backupEligible", "false", "passkeys[0].backedUp" },
        { "createdAt", "\"yesterday\"", "passkeys[0].createdAt" },
    };

    public static TheoryData<string, string?, string> People => new()
    {
        { "identifier", null, "identifier" },
        { "identifier", "\"  \"", "identifier" },
        { "identifier", "\"a\\u0007b\"", "identifier" },
        { "identifier", "\"\\ud800\"", "identifier" },
        { "userHandle", null, "userHandle" },
        { "userHandle", "\"a+b=\"", "userHandle" },
        { "status", "\"gone\"", "status" },
        { "passkeys", "{}", "passkeys" },
        { "passkeys", "[1]", "passkeys[0]" },
    };

    public static TheoryData<string, int> Broken => new()
    {
        { "", 0 },
        { "{}", 0 },
        { "not json", 0 },
        { Transferring.Header.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), 0 },
        { Transferring.Header, 0 },
        { Transferring.Header + "\n{\"identifier\":\"ada\"", 1 },
        { Transferring.Header + "\n[]", 1 },
        { Transferring.Header + "\n\"text\"", 1 },
    };

    public async ValueTask InitializeAsync() => _site = await Host.NewPoolAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Passkeys))]
    public Task A_passkey_that_is_wrong_is_named(string member, string? value, string named) => ShouldNameAsync(person => Set(person["passkeys"]![0]!.AsObject(), member, value), named);

    [Theory]
    [MemberData(nameof(People))]
    public Task A_person_that_is_wrong_is_named(string member, string? value, string named) => ShouldNameAsync(person => Set(person, member, value), named);

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_file_that_is_none_is_refused(string file, int record)
    {
        var answer = await Host.ImportAsync(_site, "passkeys", file);

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid_import");
        ((int)Transferring.ErrorsOf(answer)[0]["record"]!).ShouldBe(record);
        await ShouldBeEmptyAsync();
    }

    [Fact]
    public async Task Each_record_that_is_wrong_is_named_by_record_and_line()
    {
        var people = Enumerable.Range(0, 6).Select(_ => Transferring.Person(Someone.New())).ToList();
        people[1]["identifier"] = "";
        people[4]["passkeys"]![0]!["rpId"] = "elsewhere.example";

        var answer = await Host.ImportAsync(_site, "passkeys", Transferring.Lines(people));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid_import");
        Transferring.ErrorsOf(answer).Select(Transferring.At).ShouldBe([(2, "identifier"), (5, "passkeys[0].rpId")]);
        Transferring.ErrorsOf(answer).Select(error => (int)error["line"]!).ShouldBe([3, 6]);
        ((int)answer.Body["errorCount"]!).ShouldBe(2);
        await ShouldBeEmptyAsync();
    }

    [Fact]
    public async Task What_is_wrong_can_be_left_out()
    {
        var people = Enumerable.Range(0, 3).Select(_ => Transferring.Person(Someone.New())).ToList();
        people[1]["identifier"] = "";

        var answer = await Host.ImportAsync(_site, "passkeys", Transferring.Lines(people), "&skipInvalid=true");

        answer.ShouldBe(HttpStatusCode.Created);
        ((int)answer.Body["users"]!, (int)answer.Body["errorCount"]!, (int)answer.Body["total"]!).ShouldBe((2, 1, 3));
        (await Host.UsersAsync(_site)).ShouldBe(2);
    }

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        var answer = await Host.ImportAsync(_site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New())), "&dryRun=true");

        answer.ShouldBe(HttpStatusCode.OK);
        ((int)answer.Body["users"]!, (int)answer.Body["credentials"]!, (bool)answer.Body["dryRun"]!).ShouldBe((1, 1, true));
        answer.Body.ContainsKey("id").ShouldBeFalse();
        await ShouldBeEmptyAsync();
    }

    [Fact]
    public async Task More_than_a_thousand_errors_are_counted()
    {
        var answer = await Host.ImportAsync(_site, "passkeys", Transferring.Header + "\n" + string.Concat(Enumerable.Repeat("{}\n", 1005)));

        Transferring.ErrorsOf(answer).Count.ShouldBe(1000);
        ((int)answer.Body["errorCount"]!).ShouldBe(1005);
    }

    [Theory]
    [InlineData("passkeys[0].credentialId")]
    [InlineData("identifier")]
    [InlineData("userHandle")]
    public async Task Nobody_and_nothing_comes_twice_in_a_file(string member)
    {
        var first = Transferring.Person(Someone.New());
        var second = Transferring.Person(Someone.New());
        if (member == "identifier")
            second["identifier"] = ((string)first["identifier"]!).ToUpperInvariant();
        else if (member == "userHandle")
            second["userHandle"] = (string)first["userHandle"]!;
        else
            second["passkeys"]![0]!["credentialId"] = (string)first["passkeys"]![0]!["credentialId"]!;

        var answer = await Host.ImportAsync(_site, "passkeys", Transferring.Lines(first, second));

        Transferring.ErrorsOf(answer).Select(Transferring.At).ShouldBe([(2, member)]);
        await ShouldBeEmptyAsync();
    }

    [Fact]
    public async Task Nothing_is_attached_to_somebody_elses_account()
    {
        var (phone, identifier) = await _site.NewPersonAsync();
        var credential = phone.Credentials[0];

        (await FirstErrorAsync(Transferring.Person(identifier))).ShouldBe((1, "identifier"));
        (await FirstErrorAsync(Transferring.Person(Someone.New(), handle: credential.UserHandle))).ShouldBe((1, "userHandle"));
        (await FirstErrorAsync(Transferring.Person(Someone.New(), credentialId: credential.Id))).ShouldBe((1, "passkeys[0].credentialId"));
        (await FirstErrorAsync(Transferring.Person(identifier, credential.UserHandle, credential.Id, Transferring.NewKey()))).ShouldBe((1, "passkeys[0].publicKey"));
        (await Host.PasskeysAsync(_site)).ShouldHaveSingleItem();
    }

    // The handle is no secret: it is in every export. Who administers the pool must not become who administers everything.
    [Fact]
    public async Task A_pools_administrator_adds_no_passkey_to_who_administers_more()
    {
        using var platform = await Host.NewAdministratorAsync(_site, AdministratorRole.Platform);
        using var pools = await Host.NewAdministratorAsync(Host.Pool("demo"), AdministratorRole.PoolAdministrator(new PoolId(_site.Pool)));
        var file = Transferring.Lines(Transferring.Person(platform.Identifier, platform.Phone.Credentials[0].UserHandle));

        var answer = await Host.ImportAsync(_site, "passkeys", file, bearer: pools.Bearer);

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid_import");
        Transferring.ErrorsOf(answer).Select(Transferring.At).ShouldBe([(1, "identifier")]);
        (await Host.PasskeysAsync(_site)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_further_passkey_of_a_person_who_is_there_is_added_and_audited()
    {
        var (phone, identifier) = await _site.NewPersonAsync();

        (await Host.ImportAsync(_site, "passkeys", Transferring.Lines(Transferring.Person(identifier, phone.Credentials[0].UserHandle)))).ShouldBe(HttpStatusCode.Created);

        (await Host.PasskeysAsync(_site)).Count.ShouldBe(2);
        (await Host.AuditAsync(_site)).Count(entry => entry is { Event: "passkey-added", Actor: "client:admin-cli" }).ShouldBe(1);
    }

    [Fact]
    public async Task The_pools_rules_hold()
    {
        await Host.ChangePoolAsync(_site, policy => policy with { DeniedAaguids = [Model], SyncedPasskeysAllowed = false, MaxPasskeysPerUser = 1 });
        var person = Transferring.Person(Someone.New());
        person["passkeys"]![0]!["aaguid"] = Model.ToString();
        person["passkeys"]!.AsArray().Add(Transferring.Passkey());

        var answer = await Host.ImportAsync(_site, "passkeys", Transferring.Lines(person));

        Transferring.ErrorsOf(answer).Select(error => (string)error["member"]!).ShouldBe(["passkeys", "passkeys[0].aaguid", "passkeys[0].backupEligible", "passkeys[1].backupEligible"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_key_whose_algorithm_nobody_checks_is_refused()
    {
        using var key = CredentialKey.Create(CoseAlgorithm.ES256);

        (await FirstErrorAsync(Transferring.Person(Someone.New(), key: key.ToCose(-47)))).ShouldBe((1, "passkeys[0].publicKey"));
        (await FirstErrorAsync(Transferring.Person(Someone.New(), key: key.ToCose(-257)))).ShouldBe((1, "passkeys[0].publicKey"));
    }

    [Fact]
    public async Task A_point_that_is_not_on_its_curve_is_refused()
    {
        var key = Transferring.NewKey();
        key[^1] ^= 1;

        (await FirstErrorAsync(Transferring.Person(Someone.New(), key: key))).ShouldBe((1, "passkeys[0].publicKey"));
    }

    [Theory]
    [InlineData("&rpId=elsewhere.example", "rpId")]
    [InlineData("&dryRun=perhaps", "dryRun")]
    [InlineData("&skipInvalid=1", "skipInvalid")]
    public async Task What_is_asked_for_wrongly_is_named(string query, string member) => (await Host.ImportAsync(_site, "passkeys", Transferring.Lines(), query)).ShouldName(member);

    [Fact]
    public async Task A_format_that_is_none_is_named() => (await Host.ImportAsync(_site, "csv", "")).ShouldName("format");

    private static void Set(JsonObject json, string member, string? value)
    {
        if (value is null)
            json.Remove(member);
        else
            json[member] = value == "\"\\ud800\"" ? "LONE" : JsonNode.Parse(value);
    }

    private async Task ShouldNameAsync(Action<JsonObject> spoil, string member)
    {
        var person = Transferring.Person(Someone.New());
        spoil(person);

        var answer = await Host.ImportAsync(_site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New()), person).Replace("\"LONE\"", "\"\\ud800\"", StringComparison.Ordinal));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid_import");
        Transferring.ErrorsOf(answer).Select(Transferring.At).ShouldBe([(2, member)]);
        await ShouldBeEmptyAsync();
    }

    private async Task<(int, string)> FirstErrorAsync(JsonObject person) => Transferring.At(Transferring.ErrorsOf(await Host.ImportAsync(_site, "passkeys", Transferring.Lines(person)))[0]);

    private async Task ShouldBeEmptyAsync()
    {
        (await Host.UsersAsync(_site)).ShouldBe(0);
        (await Host.QueryAsync(db => db.ImportJobs.CountAsync(job => job.Pool == new PoolId(_site.Pool)))).ShouldBe(0);
    }
}
