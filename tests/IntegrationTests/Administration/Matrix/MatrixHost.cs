using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Matrix;

/// <summary>A host with one administrator of every kind, and one whose sign-in is too old to change anything.</summary>
public sealed class MatrixHost : IAsyncLifetime
{
    private readonly Dictionary<string, Bearer?> _bearers = new(StringComparer.Ordinal);

    public HostFixture Host { get; } = new(
        TestDatabase.Sqlite(), TestClients.Settings.Append(new("Passkeys:AdministratorAuthentication", "00:05:00")).ToDictionary(setting => setting.Key, setting => setting.Value))
    {
        Alter = TranslatesForSqlServer.In,
    };

    internal Bearer? Of(string role) => _bearers[role];

    /// <summary>Every call of the administration API, as the host has it.</summary>
    public IReadOnlyList<(string Method, string Pattern)> Calls() =>
    [
        .. Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } text && text.TrimStart('/').StartsWith("admin/api", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))) ?? [])
            .Distinct(),
    ];

    public async ValueTask InitializeAsync()
    {
        await Host.StartAsync();
        var home = await Host.NewPoolAsync();
        _bearers["stale sign-in"] = await PersonAsync(home, AdministratorRole.Platform);
        Host.Clock.Advance(TimeSpan.FromMinutes(6));
        _bearers["nobody"] = null;
        _bearers["person without a role"] = await PersonAsync(home);
        _bearers["auditor"] = await PersonAsync(home, AdministratorRole.Auditor);
        _bearers["pool auditor"] = await PersonAsync(home);
        _bearers["pool administrator"] = await PersonAsync(home);
        _bearers["platform administrator"] = await PersonAsync(home, AdministratorRole.Platform);
        _bearers["reading scope"] = await PersonAsync(home, AdministratorRole.Platform, "passkeys.admin.read");
        _bearers["not verified"] = await UnverifiedAsync();
        _bearers["client without pools"] = new Bearer(await Host.AdministratorsTokenAsync(), UserId: null);
        _bearers["client with pools"] = new Bearer(Tokens.Of(await Host.ClientTokenAsync(TestClients.PoolAdminCli, "pool-admin-cli's own", "passkeys.admin")).Access, UserId: null);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task<Bearer> PersonAsync(Site home, string? role = null, string scope = "passkeys.admin")
    {
        using var person = await Host.NewAdministratorAsync(home, role is null ? [] : [role]);
        var bearer = scope == "passkeys.admin" ? person.Bearer : (await home.SignInAsync(person.Phone, TestClients.AdminApp, "openid " + scope)).Access;
        return new Bearer(bearer, person.UserId);
    }

    private async Task<Bearer> UnverifiedAsync()
    {
        var lax = await Host.NewPoolAsync(policy => policy with { UserVerification = Requirement.Preferred });
        using var person = await Host.NewAdministratorAsync(lax, AdministratorRole.Platform);
        person.Phone.VerifiesUser = false;
        return new Bearer((await lax.SignInAsync(person.Phone, TestClients.AdminApp, "openid passkeys.admin")).Access, person.UserId);
    }
}

/// <summary>An access token, and whose it is.</summary>
internal sealed record Bearer(string Token, string? UserId);
