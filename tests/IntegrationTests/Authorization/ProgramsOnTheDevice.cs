using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>Requests of a client that any program on the device could pretend to be (RFC 8252 §8.6): none is answered behind a person's back.</summary>
public sealed class ProgramsOnTheDevice : IAsyncLifetime
{
    private const string App = "app-on-the-device";
    private const string Address = "http://127.0.0.1:51000/signed-in";

    private readonly HostFixture _host = new(TestDatabase.Sqlite(), TestClients.Settings)
    {
        Alter = services => services.PostConfigure<EmbeddedProviderOptions>(provider => provider.Clients.Add(new Client
        {
            ClientId = App,
            GrantTypes = [GrantTypes.AuthorizationCode],
            Scopes = ["openid"],
            Pools = ["demo"],
            RedirectUris = [Address],
        })),
    };

    private Portal _portal = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _portal = await Portal.OpenAsync(_host, _host.Pool("demo"));
    }

    public async ValueTask DisposeAsync()
    {
        _portal.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_signed_in_already_is_asked()
    {
        await _portal.SignInAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await AuthorizeAsync()).Headers["Location"].ShouldStartWith("/consent?");
    }

    [Fact]
    public async Task With_prompt_none_it_is_told_so()
    {
        await _portal.SignInAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(1));

        (await AuthorizeAsync(("prompt", "none"))).ShouldSendBack("consent_required", Address);
    }

    [Fact]
    public async Task Who_signs_in_for_it_has_been_asked()
    {
        var page = (await AuthorizeAsync()).Headers["Location"];
        var returnUrl = QueryHelpers.ParseQuery(page[page.IndexOf('?')..])["returnUrl"].ToString();

        await _portal.SignInAsync(returnUrl);

        (await _portal.Browser.GetAsync(returnUrl)).SentBack(Address).ShouldContainKey("code");
    }

    private Task<Answer> AuthorizeAsync(params (string Name, string? Value)[] deviations) => _portal.AuthorizeAsync(
        [("client_id", App), ("redirect_uri", Address), ("scope", "openid"), ("acr_values", null), .. deviations]);
}
