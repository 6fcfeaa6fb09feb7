using System.Globalization;
using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Webhooks;

/// <summary>A webhook is told what the audit says (Standard Webhooks 1.0), on either database.</summary>
public sealed class WhatAWebhookIsTold
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_event_comes_signed_with_its_audit_entry(string database)
    {
        await using var hooked = await WebhookHost.StartAsync(database);
        var (_, secret) = await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();

        await hooked.DeliverAsync();

        var told = hooked.Receiver.All.ShouldHaveSingleItem();
        told.IsSignedWith(secret).ShouldBeTrue();
        told.Url.ShouldBe(new Uri("https://receiver.example/hook"));
        told.Timestamp.ShouldBe(hooked.Host.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var entry = (await hooked.Host.AuditAsync(hooked.Site)).Single(each => each.Event == "sign-in");
        told.Type.ShouldBe("sign-in");
        ((string)told.Body["timestamp"]!).ShouldEndWith("Z");
        var data = told.Body["data"]!;
        ((string?)data["id"], (string?)data["pool"], (string?)data["event"], (string?)data["outcome"], (string?)data["userId"], (string?)data["passkeyId"], (string?)data["clientId"], (string?)data["actor"])
            .ShouldBe((entry.Id.ToString(), hooked.Site.Pool, "sign-in", "success", entry.UserId, entry.PasskeyId, entry.ClientId, entry.Actor));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_taken_is_not_told_again_and_stays_in_the_log(string database)
    {
        await using var hooked = await WebhookHost.StartAsync(database);
        var (id, _) = await hooked.SubscribeAsync();
        await hooked.SignSomebodyInAsync();

        await hooked.DeliverAsync();
        await hooked.DeliverAsync();

        hooked.Receiver.Of("sign-up").Count.ShouldBe(1);
        hooked.Receiver.Of("sign-in").Count.ShouldBe(1);
        var log = (await hooked.GetAsync($"/{id}/deliveries")).OrThrow().Body["items"]!.AsArray();
        log.Select(item => ((string?)item!["event"], (string?)item["status"], (int?)item["attempts"], (int?)item["lastStatusCode"]))
            .ShouldBe([("sign-up", "delivered", 1, 200), ("sign-in", "delivered", 1, 200)], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_what_it_asked_for_is_told()
    {
        await using var hooked = await WebhookHost.StartAsync();
        await hooked.SubscribeAsync("passkey-removed");
        await hooked.SignSomebodyInAsync();

        (await hooked.LogAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_reason()
    {
        await using var hooked = await WebhookHost.StartAsync();
        await hooked.SubscribeAsync("sign-in");
        var (phone, _) = await hooked.Site.NewPersonAsync();
        using var own = phone;
        var ceremony = await hooked.Site.BeginSignInAsync();
        await hooked.Site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options, draft => draft.Type = "webauthn.create"));

        await hooked.DeliverAsync();

        var data = hooked.Receiver.All.ShouldHaveSingleItem().Body["data"]!;
        ((string?)data["outcome"], (string?)data["reason"]).ShouldBe(("refused", "WrongType"));
    }

    [Fact]
    public async Task Nothing_of_another_pool_is_told()
    {
        await using var hooked = await WebhookHost.StartAsync();
        await hooked.SubscribeAsync();
        var next = await hooked.Host.NewPoolAsync();
        var (phone, _) = await next.NewPersonAsync();
        phone.Dispose();

        (await hooked.LogAsync()).ShouldBeEmpty();
    }

    // What did not happen is not told: the row of the event goes with the transaction.
    [Fact]
    public async Task Nothing_that_was_rolled_back_is_told()
    {
        await using var hooked = await WebhookHost.StartAsync();
        await hooked.SubscribeAsync("sign-up");
        using var phone = hooked.Site.NewPhone();
        var name = Someone.New();
        await hooked.Site.SignUpAsync(name, phone);
        var ceremony = await hooked.Site.BeginSignUpAsync(name.ToUpperInvariant());
        using var other = hooked.Site.NewPhone();
        await hooked.Site.FinishRegistrationAsync(ceremony, other.Register(ceremony.Options));

        (await hooked.LogAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_that_is_off_or_gone_is_told_nothing()
    {
        await using var hooked = await WebhookHost.StartAsync();
        var (off, _) = await hooked.SubscribeAsync("sign-in");
        var (gone, _) = await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();
        (await hooked.PutAsync(off, new() { ["url"] = "https://receiver.example/hook", ["enabled"] = false })).ShouldBe(HttpStatusCode.OK);
        (await hooked.DeleteAsync(gone)).ShouldBe(HttpStatusCode.NoContent);
        await hooked.SignSomebodyInAsync();

        await hooked.DeliverAsync();

        hooked.Receiver.All.ShouldBeEmpty();
        (await hooked.LogAsync()).ShouldHaveSingleItem().LastError.ShouldBe("Disabled");
    }
}
