using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Races;

/// <summary>A session ends, by a recovery or with its passkey, while a call that it allows is under way.</summary>
public sealed class EndedMeanwhile : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private readonly HostFixture _host;

    public EndedMeanwhile() => _host = new HostFixture(TestDatabase.Sqlite()) { Alter = services => services.AddSingleton<IRegistrationGate>(_gate) };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Who_lost_the_session_while_a_registration_was_verified_adds_no_passkey()
    {
        var site = await _host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using var own = phone;
        using var laptop = site.NewPhone();
        var bearer = (await site.SignInAsync(phone)).Access;
        var ceremony = await site.BeginRegistrationAsync(bearer);
        _gate.Meanwhile = () => _host.QueryAsync(db => db.Sessions.ExecuteDeleteAsync());

        (await site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), bearer)).ShouldBeRefused();

        (await _host.PasskeysAsync(site)).ShouldHaveSingleItem().CredentialId.ShouldBe(phone.Credentials[0].Id);
    }

    // Asked when all is verified and nothing stored.
    private sealed class Gate : IRegistrationGate
    {
        public Func<Task>? Meanwhile { get; set; }

        public async ValueTask<bool> AllowsAsync(RegistrationCandidate candidate, CancellationToken ct)
        {
            if (Meanwhile is not null)
                await Meanwhile();
            return true;
        }
    }
}
