using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>Anyone can send requests that are refused; the audit trail is not theirs to fill.</summary>
public sealed class AuditOfStrangers : IAsyncLifetime
{
    private readonly HostFixture _host = new(TestDatabase.Sqlite(), TestClients.Settings)
    {
        Alter = services => services.PostConfigure<EmbeddedProviderOptions>(provider => provider.AuditedRefusalsPerMinute = 2),
    };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task They_write_no_more_than_their_share()
    {
        for (var i = 0; i < 5; i++)
            await _host.Caller.GetAsync("/connect/authorize");

        (await RefusalsAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Who_is_signed_in_is_audited_all_the_same()
    {
        for (var i = 0; i < 2; i++)
            await _host.Caller.GetAsync("/connect/authorize");
        using var portal = await Portal.OpenAsync(_host);
        await portal.SignInAsync();

        await portal.AuthorizeAsync(("prompt", "none"), ("acr_values", $"tenant:{portal.Site.Pool} phrh"));

        (await RefusalsAsync()).ShouldBe(3);
    }

    private Task<int> RefusalsAsync() => _host.QueryAsync(db => db.Audit.CountAsync(entry => entry.Event == "authorization" && entry.Outcome == "refused"));
}
