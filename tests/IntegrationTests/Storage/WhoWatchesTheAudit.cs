using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Storage;

/// <summary><see cref="IAuditObserver"/>.</summary>
public sealed class WhoWatchesTheAudit : IAsyncLifetime
{
    private readonly HostFixture _host = new(TestDatabase.Sqlite(), TestClients.Settings)
    {
        Alter = services => services.AddSingleton<Watcher>().AddSingleton<IAuditObserver>(provider => provider.GetRequiredService<Watcher>()),
    };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Is_told_of_a_sign_in_that_anybody_can_read_by_then()
    {
        var site = await _host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using (phone)
            await site.SignInAsync(phone);

        _host.Services.GetRequiredService<Watcher>().Seen.ShouldContain((AuditEvent.SignIn, true));
    }

    private sealed class Watcher(IServiceScopeFactory scopes) : IAuditObserver
    {
        public List<(string Event, bool IsSaved)> Seen { get; } = [];

        public async Task ObserveAsync(AuditEntry entry)
        {
            await using var scope = scopes.CreateAsyncScope();
            Seen.Add((entry.Event, await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Audit.AnyAsync(each => each.Id == entry.Id)));
        }
    }
}
