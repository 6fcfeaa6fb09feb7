using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Sessions;

/// <summary>A copy of the sign-in cookie, made before its person stepped up: it steps up with nobody.</summary>
public sealed class CopiedCookies(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private readonly List<HttpClient> _browsers = [];
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await own.Host.NewPoolAsync();
        (_phone, _) = await _site.NewPersonAsync();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        _browsers.ForEach(browser => browser.Dispose());
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_persons_own_cookie_counts_as_recent_after_a_step_up()
    {
        var person = NewBrowser();
        await SignInAsync(person);
        own.Host.Clock.Advance(TimeSpan.FromHours(1));

        await SignInAsync(person);

        (await BeginRegistrationAsync(person)).ShouldBe(HttpStatusCode.OK);
    }

#if !DUENDE // With server-side sessions the cookie is a reference: a copy of it is the same (docs/engines.md).
    [Fact]
    public async Task A_copy_made_before_does_not()
    {
        var person = NewBrowser();
        var thief = NewBrowser(cookie: await SignInAsync(person));
        own.Host.Clock.Advance(TimeSpan.FromHours(1));

        await SignInAsync(person);

        (await BeginRegistrationAsync(thief)).ShouldBe(HttpStatusCode.Unauthorized, "step_up_required");
    }
#endif

    private Caller NewBrowser(string? cookie = null)
    {
        var browser = own.Host.NewBrowser();
        _browsers.Add(browser);
        if (cookie is not null)
            browser.DefaultRequestHeaders.Add("Cookie", cookie);
        return new Caller(browser);
    }

    private async Task<string> SignInAsync(Caller browser)
    {
        var ceremony = await _site.BeginSignInAsync();
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = _phone.Sign(ceremony.Options) };
        return (await browser.PostAsync(_site.Path("login/webauthn/finish"), body)).OrThrow().Headers["Set-Cookie"].Split(';')[0];
    }

    private Task<Answer> BeginRegistrationAsync(Caller browser) => browser.PostAsync(_site.Path("register/webauthn/begin"), new JsonObject());
}
