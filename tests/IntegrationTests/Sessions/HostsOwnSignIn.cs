using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Sessions;

/// <summary>A host that has authenticated somebody by means of its own says so.</summary>
public sealed class HostsOwnSignIn : IAsyncLifetime
{
    private readonly HostFixture _host = new(TestDatabase.Sqlite(), TestClients.Settings)
    {
        Alter = services => services.AddTransient<IStartupFilter, LoginOfTheHost>(),
    };

    private Site _site = null!;
    private HttpClient _browser = null!;
    private Caller _page = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _site = await _host.NewPoolAsync();
        _browser = _host.NewBrowser();
        _page = new Caller(_browser);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task Opens_the_list_of_a_person_who_was_unknown()
    {
        (await LoginAsync("42", Someone.New())).ShouldBe("SignedIn");

        (await _page.GetAsync(_site.Path("passkeys"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lets_a_person_add_a_passkey_that_signs_in_the_same_person()
    {
        await LoginAsync("42", Someone.New());
        using var phone = _site.NewPhone();
        var begun = (await _page.PostAsync(_site.Path("register/webauthn/begin"), new JsonObject())).OrThrow();
        var body = new JsonObject { ["ceremony"] = begun["ceremony"], ["credential"] = phone.Register(begun.Body["publicKey"]!) };
        (await _page.PostAsync(_site.Path("register/webauthn/finish"), body)).ShouldBe(HttpStatusCode.Created);

        var tokens = await _site.SignInAsync(phone);

        ((string)Tokens.ClaimsOf(tokens.Id!)["sub"]!).ShouldBe("42");
    }

    [Fact]
    public async Task Makes_no_second_person_the_second_time()
    {
        var identifier = Someone.New();
        await LoginAsync("42", identifier);
        await LoginAsync("42", identifier);

        (await _host.UsersAsync(_site)).ShouldBe(1);
    }

    [Fact]
    public async Task Follows_a_person_who_has_another_identifier_now()
    {
        await LoginAsync("42", Someone.New());
        var changed = Someone.New();
        await LoginAsync("42", changed);

        (await UserAsync("42")).UserName.ShouldBe(changed);
    }

    [Fact]
    public async Task Never_takes_over_the_account_of_another_person_with_the_identifier()
    {
        var (phone, identifier) = await _site.NewPersonAsync();
        phone.Dispose();

        (await LoginAsync("42", identifier)).ShouldBe("IdentifierTaken");
        (await _page.GetAsync(_site.Path("passkeys"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Never_makes_one_sub_two_people_of_two_pools()
    {
        await LoginAsync("42", Someone.New());
        var other = await _host.NewPoolAsync();

        (await LoginAsync("42", Someone.New(), other.Pool)).ShouldBe("IdTaken");
    }

    [Fact]
    public async Task Does_not_let_in_whom_the_pool_has_suspended()
    {
        var identifier = Someone.New();
        await LoginAsync("42", identifier);
        await _host.QueryAsync(db => db.Users.Where(user => user.Id == "42").ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, UserStatus.Suspended)));

        (await LoginAsync("42", identifier)).ShouldBe("NotActive");
    }

    [Fact]
    public async Task Is_for_pools_that_there_are() => (await LoginAsync("42", Someone.New(), pool: "nowhere")).ShouldBe("UnknownPool");

    [Fact]
    public async Task Ends_the_session_that_was_there()
    {
        await LoginAsync("42", Someone.New());
        await LoginAsync("43", Someone.New());

        (await _host.QueryAsync(db => db.Sessions.Select(session => session.UserId).ToListAsync())).ShouldBe(["43"]);
    }

    [Fact]
    public async Task Is_audited()
    {
        await LoginAsync("42", Someone.New());

        (await _host.AuditAsync(_site)).ShouldHaveSingleItem().Event.ShouldBe(AuditEvent.HostSignIn);
    }

    private async Task<string> LoginAsync(string id, string identifier, string? pool = null) =>
        await _browser.GetStringAsync(new Uri($"/host/login?pool={pool ?? _site.Pool}&id={id}&identifier={Uri.EscapeDataString(identifier)}", UriKind.Relative));

    private Task<PoolUser> UserAsync(string id) => _host.QueryAsync(db => db.Users.SingleAsync(user => user.Id == id));

    // The page of a host that has checked a password, say.
    private sealed class LoginOfTheHost : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.MapWhen(http => http.Request.Path == "/host/login", login => login.Run(SignInAsync));
            next(app);
        };

        private static async Task SignInAsync(HttpContext http)
        {
            var query = http.Request.Query;
            var outcome = await http.RequestServices.GetRequiredService<IHostSignIn>().SignInAsync(
                http, new PoolId(query["pool"]!), new HostPerson(query["id"]!, query["identifier"]!), new AuthenticationContext("pwd", ""), http.RequestAborted);
            await http.Response.WriteAsync(outcome.ToString());
        }
    }
}
