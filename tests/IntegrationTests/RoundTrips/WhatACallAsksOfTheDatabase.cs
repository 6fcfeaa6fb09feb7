using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Authorization;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.RoundTrips;

/// <summary>
/// How often each call waits for the database: docs/performance.md has the same table. A change of these numbers is a change to think about.
/// SQLite, which is in the process, takes rows one by one; PostgreSQL takes all rows of a save in one batch.
/// </summary>
public sealed class WhatACallAsksOfTheDatabase(CountedHosts hosts) : IClassFixture<CountedHosts>
{
    public static TheoryData<string> Databases => ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task Beginning_a_discoverable_sign_in(string database)
    {
        var host = await hosts.OnAsync(database);
        (await host.Trips.OfAsync(async () => (await host.Site.SignInOptionsAsync()).OrThrow())).ShouldBe(new Trips(Commands: 1, Commits: 0));
    }

    // CORS asks for the pool too, and every page sends its origin.
    [Theory, MemberData(nameof(Databases))]
    public async Task Beginning_from_a_page(string database)
    {
        var host = await hosts.OnAsync(database);
        using var browser = host.Host.NewBrowser();
        browser.DefaultRequestHeaders.Add("Origin", host.Host.Origin);
        using var body = Caller.Json("{}");
        (await host.Trips.OfAsync(async () => (await browser.PostAsync(host.Site.Path("login/webauthn/options"), body)).EnsureSuccessStatusCode()))
            .ShouldBe(new Trips(Commands: 1, Commits: 0));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Beginning_an_identified_sign_in(string database)
    {
        var host = await hosts.OnAsync(database);
        var known = await host.Trips.OfAsync(async () => (await host.Site.SignInOptionsAsync(host.Identifier, "native-app")).OrThrow());
        var unknown = await host.Trips.OfAsync(async () => (await host.Site.SignInOptionsAsync("nobody@example.com", "native-app")).OrThrow());
        known.ShouldBe(new Trips(Commands: 2, Commits: 0));
        unknown.ShouldBe(known);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Beginning_a_registration_with_an_access_token(string database)
    {
        var host = await hosts.OnAsync(database);
        var tokens = await host.SignInAsync();
        (await host.Trips.OfAsync(() => host.Site.BeginRegistrationAsync(tokens.Access))).ShouldBe(new Trips(Commands: 4, Commits: 0));
    }

    [Theory, InlineData("Sqlite", 10), InlineData("PostgreSql", 9)]
    public async Task Finishing_a_registration_with_an_access_token(string database, int commands)
    {
        var host = await hosts.OnAsync(database);
        using var phone = host.Site.NewPhone();
        var tokens = await host.SignInAsync();
        var ceremony = await host.Site.BeginRegistrationAsync(tokens.Access);
        var credential = phone.Register(ceremony.Options);
        (await host.Trips.OfAsync(async () => (await host.Site.FinishRegistrationAsync(ceremony, credential, tokens.Access)).OrThrow()))
            .ShouldBe(new Trips(commands, Commits: 1));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Starting_a_sign_up(string database)
    {
        var host = await hosts.OnAsync(database);
        (await host.Trips.OfAsync(() => host.Site.SignUpTokenAsync(Someone.New()))).ShouldBe(new Trips(Commands: 1, Commits: 0));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Beginning_the_registration_of_a_sign_up(string database)
    {
        var host = await hosts.OnAsync(database);
        var signup = await host.Site.SignUpTokenAsync(Someone.New());
        var body = new JsonObject { ["signup"] = signup };
        (await host.Trips.OfAsync(async () => (await host.Site.PostAsync("register/webauthn/begin", body)).OrThrow())).ShouldBe(new Trips(Commands: 2, Commits: 0));
    }

    [Theory, InlineData("Sqlite", 9), InlineData("PostgreSql", 6)]
    public async Task Finishing_the_registration_of_a_sign_up(string database, int commands)
    {
        var host = await hosts.OnAsync(database);
        using var phone = host.Site.NewPhone();
        var ceremony = await host.Site.BeginSignUpAsync(Someone.New());
        var credential = phone.Register(ceremony.Options);
        (await host.Trips.OfAsync(async () => (await host.Site.FinishRegistrationAsync(ceremony, credential)).OrThrow())).ShouldBe(new Trips(commands, Commits: 1));
    }

    [Theory, InlineData("Sqlite", 7), InlineData("PostgreSql", 5)]
    public async Task Finishing_a_sign_in(string database, int commands)
    {
        var host = await hosts.OnAsync(database);
        var ceremony = await host.Site.BeginSignInAsync(clientId: "native-app");
        var credential = host.Phone.Sign(ceremony.Options);
        (await host.Trips.OfAsync(async () => (await host.Site.FinishSignInAsync(ceremony, credential)).OrThrow())).ShouldBe(new Trips(commands, Commits: 1));
    }

    [Theory, InlineData("Sqlite", 7), InlineData("PostgreSql", 4)]
    public async Task The_passkey_grant_with_an_assertion(string database, int commands)
    {
        var host = await hosts.OnAsync(database);
        var ceremony = await host.Site.BeginSignInAsync(host.Identifier, "native-app");
        var credential = host.Phone.Sign(ceremony.Options);
        (await host.Trips.OfAsync(async () => (await host.Site.TokenAsync(ceremony, credential)).OrThrow())).ShouldBe(new Trips(commands, Commits: 1));
    }

    [Theory, InlineData("Sqlite", 4), InlineData("PostgreSql", 3)]
    public async Task The_passkey_grant_with_a_result_code(string database, int commands)
    {
        var host = await hosts.OnAsync(database);
        var ceremony = await host.Site.BeginSignInAsync(clientId: "native-app");
        var finished = await host.Site.FinishSignInAsync(ceremony, host.Phone.Sign(ceremony.Options));
        (await host.Trips.OfAsync(async () => (await host.Host.RedeemAsync(finished["code"])).OrThrow())).ShouldBe(new Trips(commands, Commits: 1));
    }

    [Theory, InlineData("Sqlite", 6), InlineData("PostgreSql", 4)]
    public async Task Authorizing_somebody_who_is_signed_in(string database, int commands)
    {
        using var portal = await Portal.OpenAsync((await hosts.OnAsync(database)).Host);
        await portal.SignInAsync();
        (await (await hosts.OnAsync(database)).Trips.OfAsync(async () => (await portal.AuthorizeAsync()).SentBack().ShouldContainKey("code")))
            .ShouldBe(new Trips(commands, Commits: 1));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Authorizing_somebody_who_has_to_sign_in(string database)
    {
        using var portal = await Portal.OpenAsync((await hosts.OnAsync(database)).Host);
        (await (await hosts.OnAsync(database)).Trips.OfAsync(async () => (await portal.AuthorizeAsync()).ReturnUrlOf("/account/sign-in")))
            .ShouldBe(new Trips(Commands: 0, Commits: 0));
    }

    [Theory, InlineData("Sqlite", 5), InlineData("PostgreSql", 4)]
    public async Task Redeeming_a_code_with_offline_access(string database, int commands)
    {
        using var portal = await Portal.OpenAsync((await hosts.OnAsync(database)).Host);
        var code = await portal.CodeAsync(("scope", "openid offline_access"));
        (await (await hosts.OnAsync(database)).Trips.OfAsync(async () => (await portal.RedeemAsync(code)).OrThrow())).ShouldBe(new Trips(commands, Commits: 1));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Refreshing(string database)
    {
        var host = await hosts.OnAsync(database);
        var tokens = await host.SignInAsync();
        (await host.Trips.OfAsync(async () => (await host.Host.RefreshAsync(tokens.Refresh!)).OrThrow())).ShouldBe(new Trips(Commands: 5, Commits: 1));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Introspection(string database)
    {
        var host = await hosts.OnAsync(database);
        var tokens = await host.SignInAsync();
        var form = new Dictionary<string, string> { ["token"] = tokens.Access };
        var api = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("demo-api:api-secret")));
        (await host.Trips.OfAsync(async () => ((bool)(await host.Host.Caller.PostFormAsync("/connect/introspect", form, api)).Body["active"]!).ShouldBeTrue()))
            .ShouldBe(new Trips(Commands: 1, Commits: 0));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Userinfo(string database)
    {
        var host = await hosts.OnAsync(database);
        var tokens = await host.SignInAsync();
        (await host.Trips.OfAsync(async () => (await host.Host.Caller.GetAsync("/connect/userinfo", tokens.Access)).OrThrow())).ShouldBe(new Trips(Commands: 1, Commits: 0));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Listing_ones_passkeys(string database)
    {
        var host = await hosts.OnAsync(database);
        var tokens = await host.SignInAsync();
        (await host.Trips.OfAsync(() => host.Site.PasskeysAsync(tokens.Access))).ShouldBe(new Trips(Commands: 4, Commits: 0));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Removing_a_passkey_with_one_session(string database)
    {
        var host = await hosts.OnAsync(database);
        using var phone = host.Site.NewPhone();
        var passkey = (string)(await host.Site.SignUpAsync(Someone.New(), phone)).Body["passkey"]!["id"]!;
        var tokens = await host.Site.SignInAsync(phone);
        (await host.Trips.OfAsync(async () => (await host.Site.RemoveAsync(passkey, tokens.Access, "last_credential")).OrThrow()))
            .ShouldBe(new Trips(Commands: 16, Commits: 1));
    }
}
