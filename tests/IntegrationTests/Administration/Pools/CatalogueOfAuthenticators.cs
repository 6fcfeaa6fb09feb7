using System.Net;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>Authenticator models by name, to allow or deny.</summary>
public sealed class CatalogueOfAuthenticators(SharedHosts hosts)
{
    private HostFixture Host => hosts.Sqlite;

    [Theory]
    [InlineData("windows hello", "Windows Hello")]
    [InlineData("HELLO", "Windows Hello")]
    [InlineData("ea9b8d66", "Google Password Manager")]
    public async Task A_model_is_found_by_a_part_of_its_name_or_its_AAGUID(string search, string name) =>
        (await SearchAsync(search, await Host.AdministratorsTokenAsync())).OrThrow().Body["items"]!.AsArray().Select(item => (string)item!["name"]!).ShouldContain(name);

    [Fact]
    public async Task What_nobody_has_is_not_found() => (await SearchAsync("zzzz", await Host.AdministratorsTokenAsync())).OrThrow().Body["items"]!.AsArray().ShouldBeEmpty();

    [Fact]
    public async Task It_is_for_administrators()
    {
        using var nobody = await Host.NewAdministratorAsync(Host.Pool("demo"));
        using var auditor = await Host.NewAdministratorAsync(Host.Pool("demo"), AdministratorRole.PoolAuditor(new PoolId("acme")));

        (await SearchAsync("", nobody.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await SearchAsync("", auditor.Bearer)).ShouldBe(HttpStatusCode.OK);
    }

    private Task<Answer> SearchAsync(string search, string bearer) => Host.Caller.GetAsync($"/admin/api/authenticators?search={Uri.EscapeDataString(search)}", bearer);
}
