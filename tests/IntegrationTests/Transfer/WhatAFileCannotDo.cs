using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Administration.People;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Transfer;

/// <summary>A pool's administrator gets by a file no more than by every other way.</summary>
public sealed class WhatAFileCannotDo(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync() => _site = await Host.NewPoolAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Applications join accounts by verified addresses, also those of other pools.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_address_is_proved_by_the_file_of_a_platform_administrator_alone(bool platform)
    {
        using var by = await Host.NewAdministratorAsync(_site, platform ? AdministratorRole.Platform : AdministratorRole.PoolAdministrator(new(_site.Pool)));
        var name = Someone.New();
        var person = Transferring.Person(name);
        person["emailConfirmed"] = true;

        (await Host.ImportAsync(_site, "passkeys", Transferring.Lines(person), bearer: by.Bearer)).ShouldBe(HttpStatusCode.Created);

        (await Host.QueryAsync(db => db.Users.Where(user => user.UserName == name).Select(user => user.EmailConfirmed).SingleAsync())).ShouldBe(platform);
    }

    [Fact]
    public async Task Whoever_gets_a_passkey_is_told()
    {
        using var ada = await Somebody.JoinAsync(Host, _site);

        (await AddToAsync(ada)).ShouldBe(HttpStatusCode.Created);

        ada.ShouldBeTold("passkey was added");
    }

    [Fact]
    public async Task Whoever_is_suspended_gets_no_passkey()
    {
        using var ada = await Somebody.JoinAsync(Host, _site);
        (await ada.SuspendAsync(await Host.AdministratorsTokenAsync())).OrThrow();

        var refused = await AddToAsync(ada);

        Transferring.ErrorsOf(refused).Select(Transferring.At).ShouldBe([(1, "identifier")]);
        (await Host.PasskeysAsync(_site)).Count.ShouldBe(1);
    }

    private async Task<Answer> AddToAsync(Somebody person)
    {
        var exported = (await Host.ExportAsync(_site)).OrThrow().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var known = exported.Skip(1).Select(line => JsonNode.Parse(line)!.AsObject()).Single(line => (string)line["identifier"]! == person.Identifier);
        var another = Transferring.Person(person.Identifier);
        another["userHandle"] = (string)known["userHandle"]!;
        return await Host.ImportAsync(_site, "passkeys", Transferring.Lines(another));
    }
}
