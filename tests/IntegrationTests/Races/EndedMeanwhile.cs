using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Administration.People;
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

    [Theory]
    [InlineData("suspended")]
    [InlineData("given a role")]
    public async Task Who_was_suspended_or_given_more_while_a_link_was_followed_gets_no_passkey_by_it(string what)
    {
        var site = await _host.NewPoolAsync();
        using var ada = await Somebody.JoinAsync(_host, site);
        using var laptop = site.NewPhone();
        var bearer = await _host.AdministratorsTokenAsync();
        var code = (await ada.CallAsync(HttpMethod.Post, "/enrolment-links", bearer, [])).OrThrow()["code"];
        var ceremony = await site.BeginEnrolmentAsync((await site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow()["signup"]);
        _gate.Meanwhile = async () => (what == "suspended" ? await ada.SuspendAsync(bearer) : await ada.SetRolesAsync(bearer, AdministratorRole.Auditor)).OrThrow();

        (await site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options))).ShouldBeRefused();

        (await _host.PasskeysAsync(site)).ShouldHaveSingleItem().CredentialId.ShouldBe(ada.Phone.Credentials[0].Id);
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
