using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Mail;
using Passkeys.IntegrationTests.Passwords;
using Passkeys.IntegrationTests.Recovery;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>Lifetimes, limits and mail of a pool hold where they apply.</summary>
public sealed class WhatAPoolDecides(OwnHost own) : IClassFixture<OwnHost>
{
    private HostFixture Host => own.Host;

    [Theory]
    [InlineData(3600)]
    [InlineData(10 * 24 * 3600)]
    public async Task A_sign_in_lasts_as_long_as_the_pool_says(int seconds)
    {
        var site = await Host.NewPoolAsync(policy => policy with { Lifetimes = new() { SessionSeconds = seconds } });
        var (phone, _) = await site.NewPersonAsync();
        using var browser = Host.NewBrowser();
        var page = new Caller(browser);
        var ceremony = await site.BeginSignInAsync();
        (await page.PostAsync(site.Path("login/webauthn/finish"), new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = phone.Sign(ceremony.Options) })).OrThrow();

        Host.Clock.Advance(TimeSpan.FromSeconds(seconds - 60));
        (await page.GetAsync(site.Path("passkeys"))).ShouldBe(HttpStatusCode.OK);
        Host.Clock.Advance(TimeSpan.FromSeconds(120));
        (await page.GetAsync(site.Path("passkeys"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_sign_up_takes_no_longer_than_the_pool_says()
    {
        var site = await Host.NewPoolAsync(policy => policy with { Lifetimes = new() { SignUpSeconds = 60 } });
        var signup = await site.SignUpTokenAsync(Someone.New());

        Host.Clock.Advance(TimeSpan.FromSeconds(61));

        (await site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_invitation_is_good_for_as_long_as_the_pool_says()
    {
        var site = await Host.NewPoolAsync(policy => policy with { Registration = new() { Invitation = true }, Lifetimes = new() { InvitationSeconds = 120 } });
        var bearer = await Host.AdministratorsTokenAsync();
        var user = (await Host.AdministerAsync($"{site.Pool}/users", new JsonObject { ["identifier"] = Someone.New() }, bearer)).OrThrow();

        var invited = (await Host.AdministerAsync($"{site.Pool}/users/{user["id"]}/invitations", new JsonObject(), bearer)).OrThrow();

        DateTimeOffset.Parse(invited["expiresAt"], null).ShouldBe(Host.Clock.GetUtcNow().AddSeconds(120), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Mailed_codes_are_good_for_as_long_as_the_pool_says()
    {
        var site = await Host.NewPoolAsync(policy => policy with
        {
            Registration = new() { SelfService = true, Activation = true },
            Lifetimes = new() { ActivationCodeSeconds = 300, RecoveryCodeSeconds = 90 },
        });
        var (_, identifier) = await site.NewPersonAsync();
        await site.AskForRecoveryAsync(identifier);
        await Host.Mail.ArrivalAsync(identifier, "recovery");

        (await ExpiryAsync(site, "activation")).ShouldBe(Host.Clock.GetUtcNow().AddSeconds(300), TimeSpan.FromSeconds(1));
        (await ExpiryAsync(site, "recovery")).ShouldBe(Host.Clock.GetUtcNow().AddSeconds(90), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Codes_that_would_outlive_a_shorter_lifetime_end_with_the_change()
    {
        var site = await Host.NewPoolAsync();
        var (_, identifier) = await site.NewPersonAsync();
        await site.AskForRecoveryAsync(identifier);
        await Host.Mail.ArrivalAsync(identifier, "recovery");

        (await Host.ChangeAsync(site.Pool, await Host.AdministratorsTokenAsync(), pool => pool["lifetimes"] = new JsonObject { ["recoveryCodeSeconds"] = 60 })).OrThrow();

        (await Host.QueryAsync(db => db.OneTimeCodes.AnyAsync(code => code.Pool == new PoolId(site.Pool)))).ShouldBeFalse();
    }

    [Fact]
    public async Task Codes_are_tried_no_more_often_than_the_pool_says()
    {
        var site = await Host.NewPoolAsync(policy => policy with { Limits = new() { CodesPerIdentifier = 1 } });
        var body = new JsonObject { ["identifier"] = Someone.New(), ["code"] = "00000000" };

        (await site.PostAsync("activate", body)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
        (await site.PostAsync("activate", body)).ShouldBe(HttpStatusCode.TooManyRequests, "too_many_attempts");
    }

    [Fact]
    public async Task Passwords_are_tried_no_more_often_than_the_pool_says()
    {
        var site = await Host.NewPasswordPoolAsync();
        await Host.ChangePoolAsync(site, policy => policy with { Limits = new() { PasswordsPerIdentifier = 1 } });
        var identifier = Someone.New();

        (await site.TryPasswordAsync(identifier)).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.TryPasswordAsync(identifier)).ShouldBe(HttpStatusCode.TooManyRequests, "too_many_attempts");
    }

    [Fact]
    public async Task Costly_calls_of_a_pool_are_no_more_than_it_says_and_others_are_none_of_them()
    {
        var site = await Host.NewPoolAsync(policy => policy with { Limits = new() { CostlyCallsPerMinute = 1 } });
        var other = await Host.NewPoolAsync();

        (await site.PostAsync("recovery", new JsonObject { ["identifier"] = Someone.New() })).ShouldBe(HttpStatusCode.Accepted);
        (await site.PostAsync("recovery", new JsonObject { ["identifier"] = Someone.New() })).ShouldBe(HttpStatusCode.TooManyRequests, "too_many_attempts");
        (await other.PostAsync("recovery", new JsonObject { ["identifier"] = Someone.New() })).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Mail_names_the_pools_sender_and_where_answers_go()
    {
        var site = await Host.NewPoolAsync(policy => policy with { Mail = new() { SenderName = "Acme Shop", ReplyTo = "help@acme.example" } });
        var (_, identifier) = await site.NewPersonAsync();

        await site.AskForRecoveryAsync(identifier);

        var mail = await Host.Mail.ArrivalAsync(identifier, "recovery");
        ((string)mail["senderName"]!).ShouldBe("Acme Shop");
        ((string)mail["replyTo"]!).ShouldBe("help@acme.example");
    }

    [Fact]
    public async Task By_SMTP_the_address_stays_the_hosts()
    {
        await using var server = StandInMailServer.Start();
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), server.Settings());
        var site = await host.NewPoolAsync(policy => policy with { Mail = new() { SenderName = "Acme Shop", ReplyTo = "help@acme.example" } });
        var (_, identifier) = await site.NewPersonAsync();

        await site.AskForRecoveryAsync(identifier);

        var mail = await server.ReceivedAsync();
        mail.From.ShouldContain("<no-reply@example.com>");
        mail.Letter.ShouldMatch("(?im)^Reply-To: .*help@acme\\.example");
        mail.Letter.ShouldMatch("(?im)^From: .*<?no-reply@example\\.com>?");
    }

    [Fact]
    public async Task A_password_that_is_no_longer_enough_ends_the_sign_ins_that_came_from_it()
    {
        var site = await Host.NewPasswordPoolAsync();
        var identifier = Someone.New();
        (await site.SignUpWithPasswordAsync(identifier)).OrThrow();
        using var browser = Host.NewBrowser();
        var page = new Caller(browser);
        (await page.PostAsync(site.Path("login/password"), new JsonObject { ["identifier"] = identifier, ["password"] = Passwording.Good })).OrThrow();
        (await Host.QueryAsync(db => db.Sessions.CountAsync(session => session.Pool == new PoolId(site.Pool)))).ShouldBe(1);

        (await Host.ChangeAsync(site.Pool, await Host.AdministratorsTokenAsync(), pool => pool["secondFactor"] = "passkey")).OrThrow();

        (await Host.QueryAsync(db => db.Sessions.CountAsync(session => session.Pool == new PoolId(site.Pool)))).ShouldBe(0);
        (await page.GetAsync(site.Path("passkeys"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_pool_that_is_disabled_ends_what_stands_on_its_sessions()
    {
        var site = await Host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        var tokens = await site.SignInAsync(phone);

        (await Host.ChangeAsync(site.Pool, await Host.AdministratorsTokenAsync(), pool => pool["enabled"] = false)).OrThrow();

        (await Host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await site.SignInOptionsAsync()).ShouldBe(HttpStatusCode.NotFound, "unknown_pool");
    }

    private Task<DateTimeOffset> ExpiryAsync(Site site, string purpose) => Host.QueryAsync(db =>
        db.OneTimeCodes.Where(code => code.Pool == new PoolId(site.Pool) && code.Purpose == purpose).Select(code => code.ExpiresAt).SingleAsync());
}
