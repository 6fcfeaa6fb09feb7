using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Transfer;

/// <summary>People leave one host by a file and sign in at another with the passkeys they have.</summary>
public sealed class OutAndIn(SharedHosts hosts, OwnHost other) : IClassFixture<OwnHost>
{
    private HostFixture Host => hosts.Sqlite;

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task A_passkey_signs_in_at_another_host_after_export_and_import(string database)
    {
        var from = await hosts.OnAsync(database);
        var site = await from.NewPoolAsync();
        var (phone, identifier) = await site.NewPersonAsync(phone => (phone.BackupEligible, phone.CounterStep) = (true, 1));
        await site.SignInAsync(phone);
        var file = (await from.ExportAsync(site)).Text;
        var there = await other.Host.NewPoolAsync();

        var report = await other.Host.ImportAsync(there, "passkeys", file);

        report.ShouldBe(HttpStatusCode.Created);
        ((int)report.Body["users"]!, (int)report.Body["credentials"]!, (int)report.Body["errorCount"]!).ShouldBe((1, 1, 0));
        (await there.SignInAsync(phone)).Access.ShouldNotBeEmpty();
        (await other.Host.QueryAsync(db => db.Users.SingleAsync(user => user.Pool == new PoolId(there.Pool)))).UserName.ShouldBe(identifier);
    }

    [Fact]
    public async Task An_export_says_everything_public_and_nothing_secret()
    {
        var site = await Host.NewPoolAsync();
        var (phone, identifier) = await site.NewPersonAsync();

        var answer = await Host.ExportAsync(site);

        answer.Headers["Content-Type"].ShouldStartWith("application/x-ndjson");
        answer.Headers["Content-Disposition"].ShouldContain($"{site.Pool}-credentials.jsonl");
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        ((string)lines[0]["format"]!, (int)lines[0]["version"]!).ShouldBe(("passkeys.identityserver", 1));
        var person = lines[1];
        ((string)person["identifier"]!).ShouldBe(identifier);
        person.Select(member => member.Key).Except(["identifier", "displayName", "email", "emailConfirmed", "status", "userHandle", "createdAt", "passkeys"]).ShouldBeEmpty();
        var passkey = person["passkeys"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        ((string)passkey["credentialId"]!).ShouldBe(phone.Credentials[0].IdText);
        ((string)passkey["publicKey"]!).ShouldBe(Transferring.Encode(phone.Credentials[0].Key.ToCose()));
        passkey.Select(member => member.Key).ShouldBe(
            ["credentialId", "publicKey", "rpId", "transports", "signCount", "aaguid", "backupEligible", "backedUp", "userVerified", "name", "createdAt", "attestationFormat"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_export_has_nobody_of_another_pool()
    {
        var (site, next) = (await Host.NewPoolAsync(), await Host.NewPoolAsync());
        var (_, here) = await site.NewPersonAsync();
        var (_, there) = await next.NewPersonAsync();

        var text = (await Host.ExportAsync(site)).Text;

        text.ShouldContain(here);
        text.ShouldNotContain(there);
    }

    [Fact]
    public async Task An_export_goes_through_many_parts()
    {
        var site = await Host.NewPoolAsync();
        var names = Enumerable.Range(0, 1203).Select(number => $"person-{number}@example.com").ToList();
        (await Host.ImportAsync(site, "passkeys", Transferring.Lines(names.Select(name => Transferring.Person(name))))).ShouldBe(HttpStatusCode.Created);

        var lines = (await Host.ExportAsync(site)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.Skip(1).Select(line => (string)JsonNode.Parse(line)!["identifier"]!).ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public async Task An_export_is_audited_with_how_many_people_left()
    {
        var site = await Host.NewPoolAsync();
        await site.NewPersonAsync();

        await Host.ExportAsync(site);

        var entry = (await Host.AuditAsync(site)).Single(entry => entry.Event == AuditEvent.CredentialsExported);
        (entry.Actor, entry.Reason).ShouldBe(("client:admin-cli", "1 people, 1 passkeys"));
    }

    [Fact]
    public async Task An_import_is_audited_with_who_did_it()
    {
        var site = await Host.NewPoolAsync();

        await Host.ImportAsync(site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New()), Transferring.Person(Someone.New())));

        var entry = (await Host.AuditAsync(site)).ShouldHaveSingleItem();
        (entry.Event, entry.Actor, entry.Reason).ShouldBe((AuditEvent.CredentialsImported, "client:admin-cli", "records 1 to 2: 2 people, 2 passkeys"));
    }

    [Fact]
    public async Task The_same_file_again_adds_nothing()
    {
        var site = await Host.NewPoolAsync();
        var file = Transferring.Lines(Transferring.Person(Someone.New()));
        await Host.ImportAsync(site, "passkeys", file);

        var again = await Host.ImportAsync(site, "passkeys", file);

        ((int)again.Body["users"]!, (int)again.Body["credentials"]!, (int)again.Body["skipped"]!).ShouldBe((0, 0, 1));
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("auditor:{pool}")]
    [InlineData("pool-administrator:staff")]
    public async Task Who_may_not_change_the_pool_neither_exports_nor_imports(string role)
    {
        var site = await Host.NewPoolAsync();
        using var person = await Host.NewAdministratorAsync(Host.Pool("demo"), role.Replace("{pool}", site.Pool, StringComparison.Ordinal));

        (await Host.ExportAsync(site, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.ImportAsync(site, "passkeys", Transferring.Lines(), bearer: person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
    }

    [Fact]
    public async Task An_auditor_sees_the_imports_and_starts_none()
    {
        var site = await Host.NewPoolAsync();
        var id = (await Host.ImportAsync(site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New())))).OrThrow()["id"];
        using var person = await Host.NewAdministratorAsync(Host.Pool("demo"), $"auditor:{site.Pool}");

        var found = (await Host.AdministerAsync($"{site.Pool}/imports/{id}", body: null, person.Bearer)).OrThrow();

        (found["status"], (int)found.Body["done"]!, (int)found.Body["total"]!).ShouldBe(("finished", 1, 1));
        (await Host.AdministerAsync($"{site.Pool}/imports", body: null, person.Bearer)).OrThrow().Body["items"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_token_for_reading_exports_nothing()
    {
        var site = await Host.NewPoolAsync();
        using var person = await Host.NewAdministratorAsync(Host.Pool("demo"), AdministratorRole.Platform);
        var reading = await Host.Pool("demo").SignInAsync(person.Phone, TestClients.AdminApp, "openid passkeys.admin.read");

        (await Host.ExportAsync(site, reading.Access)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
    }

    [Fact]
    public async Task An_import_of_the_pool_next_door_is_not_found()
    {
        var (site, next) = (await Host.NewPoolAsync(), await Host.NewPoolAsync());
        var id = (await Host.ImportAsync(site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New())))).OrThrow()["id"];

        (await Host.AdministerAsync($"{next.Pool}/imports/{id}", body: null, await Host.AdministratorsTokenAsync())).ShouldBe(HttpStatusCode.NotFound, "not_found");
    }
}
