using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Embedded;

/// <summary>How long tokens live, and what is left of them in the database.</summary>
public sealed class TokenLifetimes : IAsyncLifetime
{
    private readonly HostFixture _host = new(TestDatabase.Sqlite()) { Alter = TranslatesForSqlServer.In };

    private Site Demo => _host.Pool("demo");

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(599, HttpStatusCode.OK)]
    [InlineData(600, HttpStatusCode.Unauthorized)]
    public async Task An_access_token_lives_10_minutes(int seconds, HttpStatusCode expected)
    {
        var tokens = await NewTokensAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(seconds) - SinceTheLastFullSecond());

        (await _host.Caller.GetAsync("/connect/userinfo", tokens.Access)).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData(599, HttpStatusCode.OK)]
    [InlineData(600, HttpStatusCode.Unauthorized)]
    public async Task A_reference_token_lives_10_minutes(int seconds, HttpStatusCode expected)
    {
        var tokens = await NewTokensAsync("reference-app", "openid demo-api");
        _host.Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await _host.Caller.GetAsync("/connect/userinfo", tokens.Access)).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task A_refresh_token_lives_14_days()
    {
        var tokens = await NewTokensAsync();
        _host.Clock.Advance(TimeSpan.FromDays(14));

        (await _host.RefreshAsync(tokens.Refresh!)).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Each_refresh_gives_14_days_more()
    {
        var tokens = await NewTokensAsync();
        for (var times = 0; times < 4; times++)
        {
            _host.Clock.Advance(TimeSpan.FromDays(10));
            tokens = Tokens.Of(await _host.RefreshAsync(tokens.Refresh!));
        }

        (await _host.Caller.GetAsync("/connect/userinfo", tokens.Access)).Status.ShouldBe(HttpStatusCode.OK);
    }

    // OpenID Connect Core 1.0 §12.2.
    [Fact]
    public async Task A_refresh_tells_the_authentication_of_the_grant_and_not_a_later_one_of_the_session()
    {
        var tokens = await NewTokensAsync();
        var later = _host.Clock.GetUtcNow().AddHours(1);
        await _host.QueryAsync(db => db.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.AuthenticatedAt, later).SetProperty(s => s.Amr, "other").SetProperty(s => s.Acr, "")));

        var next = Tokens.Of(await _host.RefreshAsync(tokens.Refresh!));

        foreach (var claim in new[] { "auth_time", "amr", "acr", "sid" })
        {
            Tokens.ClaimsOf(next.Id!)[claim]!.ToJsonString().ShouldBe(Tokens.ClaimsOf(tokens.Id!)[claim]!.ToJsonString());
            Tokens.ClaimsOf(next.Access)[claim]!.ToJsonString().ShouldBe(Tokens.ClaimsOf(tokens.Access)[claim]!.ToJsonString());
        }
    }

    // Else a stolen access token would profit from the step-up of its owner.
    [Fact]
    public async Task An_access_token_gets_no_younger_by_a_later_authentication_of_the_session()
    {
        var tokens = await NewTokensAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(6));
        var now = _host.Clock.GetUtcNow();
        await _host.QueryAsync(db => db.Sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.AuthenticatedAt, now)));

        (await Demo.PostAsync("register/webauthn/begin", new JsonObject(), tokens.Access)).Error.ShouldBe("step_up_required");
    }

    [Fact]
    public async Task A_refresh_prolongs_a_session_of_the_hosts_own_pages_but_not_its_cookie()
    {
        var tokens = await NewTokensAsync();
        var cookieEnds = _host.Clock.GetUtcNow().AddHours(8);
        await _host.QueryAsync(db => db.Sessions.ExecuteUpdateAsync(set => set
            .SetProperty(s => s.ClientId, (string?)null).SetProperty(s => s.SignedInUntil, cookieEnds).SetProperty(s => s.ExpiresAt, cookieEnds)));

        (await _host.RefreshAsync(tokens.Refresh!)).OrThrow();

        var session = await _host.QueryAsync(db => db.Sessions.SingleAsync());
        session.ExpiresAt.ShouldBe(_host.Clock.GetUtcNow().AddDays(14));
        session.SignedInUntil.ShouldBe(cookieEnds);
    }

    [Fact]
    public async Task No_token_is_stored_in_clear()
    {
        var tokens = await NewTokensAsync();
        var reference = await NewTokensAsync("reference-app", "openid demo-api");

        var rows = await _host.QueryAsync(db => db.StoredTokens.ToListAsync());

        rows.Count.ShouldBe(2);
        rows.ShouldAllBe(row => row.Hash != tokens.Refresh && row.Hash != reference.Access);
    }

    [Fact]
    public async Task No_token_is_logged()
    {
        var tokens = await NewTokensAsync();
        var next = Tokens.Of(await _host.RefreshAsync(tokens.Refresh!));
        await _host.RefreshAsync(tokens.Refresh!);

        foreach (var secret in new[] { tokens.Access, tokens.Refresh!, tokens.Id!, next.Access, next.Refresh!, next.Id! })
            _host.Log.Lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refresh_token_used_twice_is_audited()
    {
        var tokens = await NewTokensAsync();
        await _host.RefreshAsync(tokens.Refresh!);
        await _host.RefreshAsync(tokens.Refresh!);

        (await _host.AuditAsync(Demo)).ShouldContain(entry => entry.Event == "refresh-token-reused" && entry.ClientId == "native-app");
    }

    [Fact]
    public async Task What_has_expired_is_removed()
    {
        await NewTokensAsync();
        await NewTokensAsync("reference-app", "openid demo-api");
        _host.Clock.Advance(TimeSpan.FromDays(15));
        await RemoveExpiredAsync();

        var counts = await _host.CountRowsAsync();

        counts["StoredTokens"].ShouldBe(0);
        counts["TokenFamilies"].ShouldBe(0);
        counts["Sessions"].ShouldBe(0);
        counts["ResultCodes"].ShouldBe(0);
    }

    [Fact]
    public async Task What_lives_is_not_removed()
    {
        var tokens = await NewTokensAsync();
        _host.Clock.Advance(TimeSpan.FromDays(13));
        await RemoveExpiredAsync();

        (await _host.RefreshAsync(tokens.Refresh!)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_signing_key_is_not_removed_and_is_followed_by_one_that_works()
    {
        await NewTokensAsync();
        _host.Clock.Advance(TimeSpan.FromDays(400));
        await RemoveExpiredAsync();

        (await NewTokensAsync()).Access.ShouldNotBeEmpty();
    }

    private TimeSpan SinceTheLastFullSecond() => TimeSpan.FromTicks(_host.Clock.GetUtcNow().Ticks % TimeSpan.TicksPerSecond);

    private async Task<Tokens> NewTokensAsync(string clientId = "native-app", string scope = Tokens.EveryScope)
    {
        var (phone, _) = await Demo.NewPersonAsync();
        using (phone)
            return await Demo.SignInAsync(phone, clientId, scope);
    }

    private async Task RemoveExpiredAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<ExpiredRows>(scope.ServiceProvider).RemoveAsync(_host.Clock.GetUtcNow(), batchSize: 2, CancellationToken.None);
    }
}
