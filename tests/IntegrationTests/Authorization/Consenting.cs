using System.Net;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>Consent, remembered or not, and the applications with access.</summary>
public sealed class Consenting(SharedHosts hosts) : IAsyncLifetime
{
    private const string To = TestClients.BrowserAppUri;

    private Portal _portal = null!;

    public static TheoryData<string> Databases => ["Sqlite", "PostgreSql"];

    public async ValueTask InitializeAsync() => await OpenAsync(hosts.Sqlite);

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_client_of_somebody_elses_needs_consent() => (await AskAsync()).ReturnUrlOf("/consent");

    [Fact]
    public async Task A_client_of_ones_own_does_not() => (await _portal.AuthorizeAsync()).SentBack().ShouldContainKey("code");

    [Fact]
    public async Task A_client_of_ones_own_may_ask_for_it() => (await _portal.AuthorizeAsync(("prompt", "consent"))).ReturnUrlOf("/consent");

    [Fact]
    public async Task With_prompt_none_nobody_is_asked() => (await AskAsync(("prompt", "none"))).ShouldSendBack("consent_required", To);

    [Fact]
    public async Task Who_consents_goes_on() => (await ConsentAsync(remember: false)).SentBack(To).ShouldContainKey("code");

    [Fact]
    public async Task What_is_not_remembered_is_asked_again()
    {
        await ConsentAsync(remember: false);

        (await AskAsync()).ReturnUrlOf("/consent");
    }

    [Fact]
    public async Task What_is_remembered_is_not_asked_again()
    {
        await ConsentAsync(remember: true);

        (await AskAsync()).SentBack(To).ShouldContainKey("code");
    }

    [Fact]
    public async Task More_than_was_remembered_is_asked_again()
    {
        await ConsentAsync(remember: true);

        (await AskAsync(("scope", "openid profile email"))).ReturnUrlOf("/consent");
    }

    [Fact]
    public async Task Consents_add_up()
    {
        await ConsentAsync(remember: true);
        await ConsentAsync(remember: true, ("scope", "openid email"));

        (await AskAsync(("scope", "openid profile email"))).SentBack(To).ShouldContainKey("code");
    }

    [Fact]
    public async Task Prompt_consent_asks_in_spite_of_what_is_remembered()
    {
        await ConsentAsync(remember: true);

        (await AskAsync(("prompt", "consent"))).ReturnUrlOf("/consent");
    }

    [Fact]
    public async Task Prompt_consent_is_satisfied_by_consenting() =>
        (await ConsentAsync(remember: false, ("prompt", "consent"))).SentBack(To).ShouldContainKey("code");

    [Fact]
    public async Task A_narrower_consent_gives_a_narrower_scope()
    {
        var answer = await ConsentAsync(context => ["openid"], remember: false);

        (await RedeemAsync(answer.SentBack(To)["code"]))["scope"].ShouldBe("openid");
    }

    [Fact]
    public async Task Openid_stays_in_a_narrower_consent()
    {
        var answer = await ConsentAsync(context => ["profile"], remember: false);

        (await RedeemAsync(answer.SentBack(To)["code"]))["scope"].ShouldBe("openid profile");
    }

    [Fact]
    public async Task A_consent_is_never_wider_than_the_request()
    {
        var answer = await ConsentAsync(context => [.. context.Scope, "demo-api"], remember: false);

        (await RedeemAsync(answer.SentBack(To)["code"]))["scope"].ShouldBe("openid profile");
    }

    [Fact]
    public async Task A_consent_of_a_session_that_ended_is_none()
    {
        var context = await _portal.ContextAsync((await AskAsync()).ReturnUrlOf("/consent"));
        var next = await _portal.AskEngineAsync(engine => engine.GrantConsentAsync(context, "no-session", context.Scope, remember: true, CancellationToken.None));

        (await _portal.Browser.GetAsync(next)).ReturnUrlOf("/consent");
    }

    [Fact]
    public async Task A_consent_of_somebody_of_another_pool_is_none()
    {
        var context = await _portal.ContextAsync((await AskAsync()).ReturnUrlOf("/consent"));
        using var neighbour = await Portal.OpenAsync(_portal.Host);
        await neighbour.SignInAsync();
        var session = await neighbour.SessionAsync();
        await _portal.AskEngineAsync(engine => engine.GrantConsentAsync(context, session.Id, context.Scope, remember: true, CancellationToken.None));

        (await _portal.AskEngineAsync(engine => engine.ListAppsAsync(session.Pool, session.UserId, CancellationToken.None))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pool_next_door_sees_no_application()
    {
        await ConsentAsync(remember: true);
        var session = await _portal.SessionAsync();

        (await _portal.AskEngineAsync(engine => engine.ListAppsAsync(new PoolId("demo"), session.UserId, CancellationToken.None))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pool_next_door_withdraws_nothing()
    {
        await ConsentAsync(remember: true);
        await WithdrawAsync(TestClients.ForeignApp, new PoolId("demo"));

        (await AppsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_consent_is_in_the_audit()
    {
        await ConsentAsync(remember: true);

        (await _portal.Host.AuditAsync(_portal.Site)).ShouldContain(entry => entry.Event == "consent-given" && entry.ClientId == TestClients.ForeignApp);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_remembered_consent_is_listed(string database)
    {
        await OpenAsync(await hosts.OnAsync(database));
        await ConsentAsync(remember: true);

        var app = (await AppsAsync()).ShouldHaveSingleItem();
        (app.Client.Name, app.ExpiresAt).ShouldBe(("Foreign app", null));
        app.Scope.ShouldBe(["openid", "profile"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_application_with_offline_access_is_listed(string database)
    {
        await OpenAsync(await hosts.OnAsync(database));
        await _portal.RedeemAsync((await _portal.AuthorizeAsync(("scope", "openid offline_access"))).SentBack()["code"]);

        var app = (await AppsAsync()).ShouldHaveSingleItem();
        app.Client.ClientId.ShouldBe(Portal.ClientId);
        app.ExpiresAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_application_without_offline_access_is_not_listed()
    {
        await _portal.RedeemAsync((await _portal.AuthorizeAsync()).SentBack()["code"]);

        (await AppsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_withdraws_is_asked_again(string database)
    {
        await OpenAsync(await hosts.OnAsync(database));
        await ConsentAsync(remember: true);
        await WithdrawAsync(TestClients.ForeignApp);

        (await AskAsync()).ReturnUrlOf("/consent");
    }

    [Fact]
    public async Task What_is_withdrawn_is_not_listed()
    {
        await ConsentAsync(remember: true);
        await WithdrawAsync(TestClients.ForeignApp);

        (await AppsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Withdrawing_ends_the_tokens_of_the_application(string database)
    {
        await OpenAsync(await hosts.OnAsync(database));
        var tokens = Tokens.Of(await RedeemAsync((await ConsentAsync(remember: true)).SentBack(To)["code"]));
        await WithdrawAsync(TestClients.ForeignApp);

        (await _portal.Host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Withdrawing_ends_the_codes_of_the_application()
    {
        var code = (await ConsentAsync(remember: true)).SentBack(To)["code"];
        await WithdrawAsync(TestClients.ForeignApp);

        (await RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task Withdrawing_leaves_other_applications_alone()
    {
        var tokens = Tokens.Of(await _portal.RedeemAsync((await _portal.AuthorizeAsync()).SentBack()["code"]));
        await ConsentAsync(remember: true);
        await WithdrawAsync(TestClients.ForeignApp);

        (await _portal.Host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Withdrawing_is_in_the_audit()
    {
        await ConsentAsync(remember: true);
        await WithdrawAsync(TestClients.ForeignApp);

        (await _portal.Host.AuditAsync(_portal.Site)).ShouldContain(entry => entry.Event == "consent-withdrawn" && entry.ClientId == TestClients.ForeignApp);
    }

    private async Task OpenAsync(HostFixture host)
    {
        _portal?.Dispose();
        _portal = await Portal.OpenAsync(host);
        await _portal.SignInAsync();
    }

    private Task<Answer> AskAsync(params (string Name, string? Value)[] deviations) =>
        _portal.AuthorizeAsync([("client_id", TestClients.ForeignApp), ("redirect_uri", To), .. deviations]);

    private Task<Answer> ConsentAsync(bool remember, params (string Name, string? Value)[] deviations) => ConsentAsync(context => context.Scope, remember, deviations);

    private async Task<Answer> ConsentAsync(Func<AuthorizationContext, IReadOnlyList<string>> to, bool remember, params (string Name, string? Value)[] deviations)
    {
        var context = await _portal.ContextAsync((await AskAsync(deviations)).ReturnUrlOf("/consent"));
        var session = await _portal.SessionAsync();
        return await _portal.Browser.GetAsync(await _portal.AskEngineAsync(engine => engine.GrantConsentAsync(context, session.Id, to(context), remember, CancellationToken.None)));
    }

    private Task<Answer> RedeemAsync(string code) =>
        _portal.RedeemAsync(code, ("client_id", TestClients.ForeignApp), ("client_secret", null), ("redirect_uri", To));

    private async Task<IReadOnlyList<AppAccess>> AppsAsync()
    {
        var session = await _portal.SessionAsync();
        return await _portal.AskEngineAsync(engine => engine.ListAppsAsync(session.Pool, session.UserId, CancellationToken.None));
    }

    private async Task WithdrawAsync(string clientId, PoolId? pool = null)
    {
        var session = await _portal.SessionAsync();
        await _portal.AskEngineAsync(async engine =>
        {
            await engine.WithdrawAsync(pool ?? session.Pool, session.UserId, clientId, CancellationToken.None);
            return true;
        });
    }
}
