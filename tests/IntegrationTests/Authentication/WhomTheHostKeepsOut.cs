using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authentication;

/// <summary><see cref="ISignInGate"/>: a host's say in who may sign in.</summary>
public sealed class WhomTheHostKeepsOut : IAsyncLifetime
{
    private readonly HostFixture _host = new(TestDatabase.Sqlite(), TestClients.Settings) { Alter = services => services.AddSingleton<ISignInGate, Closed>() };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Is_refused_like_anyone_else_and_has_no_session()
    {
        var site = await _host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using var authenticator = phone;
        var ceremony = await site.BeginSignInAsync();

        var answer = await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options));

        answer.ShouldBeRefused();
        (await _host.ReasonsAsync(site)).ShouldBe(["UserNotActive"]);
    }

    private sealed class Closed : ISignInGate
    {
        public ValueTask<bool> AllowsAsync(PoolUser user, CancellationToken ct) => ValueTask.FromResult(false);
    }
}
