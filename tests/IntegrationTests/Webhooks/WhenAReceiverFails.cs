using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Webhooks;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Webhooks;

/// <summary>Delivery when all does not go well.</summary>
public sealed class WhenAReceiverFails
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Found)]
    public async Task It_is_tried_again_under_the_same_id_when_its_time_has_come(HttpStatusCode status)
    {
        await using var hooked = await WebhookHost.StartAsync();
        var (_, secret) = await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();
        hooked.Receiver.Answer = status;
        await hooked.DeliverAsync();
        await hooked.DeliverAsync();
        hooked.Receiver.All.Count.ShouldBe(1);
        hooked.Receiver.Answer = HttpStatusCode.NoContent;

        hooked.Host.Clock.Advance(TimeSpan.FromSeconds(20));
        await hooked.DeliverAsync();

        hooked.Receiver.All.Count.ShouldBe(2);
        hooked.Receiver.All.Select(told => told.Id).Distinct().Count().ShouldBe(1);
        hooked.Receiver.All.ShouldAllBe(told => told.IsSignedWith(secret));
        hooked.Receiver.All[1].Timestamp.ShouldNotBe(hooked.Receiver.All[0].Timestamp);
        (await hooked.LogAsync()).ShouldHaveSingleItem().Status.ShouldBe(WebhookStatus.Delivered);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_pauses_grow_with_some_chance_in_them_and_after_three_days_it_is_given_up_and_audited(string database)
    {
        await using var hooked = await WebhookHost.StartAsync(database);
        await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();
        hooked.Receiver.Answer = HttpStatusCode.ServiceUnavailable;
        var began = hooked.Host.Clock.GetUtcNow();
        var pauses = new List<TimeSpan>();
        while ((await hooked.LogAsync()).Single() is { NextAttemptAt: { } next })
        {
            if (next > hooked.Host.Clock.GetUtcNow())
            {
                pauses.Add(next - hooked.Host.Clock.GetUtcNow());
                hooked.Host.Clock.Advance(next - hooked.Host.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
            }
            await hooked.DeliverAsync();
        }

        hooked.Receiver.All.Count.ShouldBe(WebhookAttempts.Most);
        pauses[0].ShouldBeInRange(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(18));
        pauses[4].ShouldBeInRange(TimeSpan.FromHours(2), TimeSpan.FromHours(2.4));
        (hooked.Host.Clock.GetUtcNow() - began).ShouldBeInRange(TimeSpan.FromDays(2.8), TimeSpan.FromDays(3.5));
        var given = (await hooked.LogAsync()).ShouldHaveSingleItem();
        (given.Status, given.LastStatusCode, given.LastError).ShouldBe((WebhookStatus.Failed, 503, "Status503"));
        (await hooked.Host.AuditAsync(hooked.Site)).Where(entry => entry.Event == "webhook-undelivered").ShouldHaveSingleItem().Reason.ShouldBe("Status503");
    }

    [Fact]
    public async Task One_that_is_gone_is_switched_off_and_audited()
    {
        await using var hooked = await WebhookHost.StartAsync();
        var (id, _) = await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();
        hooked.Receiver.Answer = HttpStatusCode.Gone;

        await hooked.DeliverAsync();

        ((bool)(await hooked.GetAsync($"/{id}")).Body["enabled"]!).ShouldBeFalse();
        (await hooked.Host.AuditAsync(hooked.Site)).Where(entry => entry.Event == "webhook-disabled").ShouldHaveSingleItem().Actor.ShouldBe($"webhook:{id}");
        (await hooked.LogAsync()).ShouldHaveSingleItem().Status.ShouldBe(WebhookStatus.Failed);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_several_nodes_one_tells(string database)
    {
        await using var hooked = await WebhookHost.StartAsync(database);
        await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();
        var due = (await hooked.LogAsync()).ShouldHaveSingleItem();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => DeliverAsync(hooked, due))));

        hooked.Receiver.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_does_not_answer_in_time_is_tried_again()
    {
        await using var hooked = await WebhookHost.StartAsync();
        await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();
        hooked.Receiver.Before = _ => throw new TaskCanceledException();

        await hooked.DeliverAsync();

        (await hooked.LogAsync()).ShouldHaveSingleItem().LastError.ShouldBe("Timeout");
    }

    [Fact]
    public async Task One_that_does_not_answer_does_not_hold_up_the_others_with_all_that_is_due()
    {
        await using var hooked = await WebhookHost.StartAsync();
        await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();
        var due = (await hooked.LogAsync()).ShouldHaveSingleItem();
        await hooked.Host.QueryAsync(db =>
        {
            db.WebhookDeliveries.AddRange(Enumerable.Range(0, 40).Select(_ => new WebhookDelivery
            {
                Id = Guid.CreateVersion7(),
                Pool = due.Pool,
                SubscriptionId = due.SubscriptionId,
                Event = due.Event,
                Payload = due.Payload,
                CreatedAt = due.CreatedAt,
                NextAttemptAt = due.NextAttemptAt,
                ExpiresAt = due.ExpiresAt,
            }));
            return db.SaveChangesAsync();
        });
        hooked.Receiver.Before = _ => throw new TaskCanceledException();

        await hooked.DeliverAsync();

        hooked.Receiver.All.Count.ShouldBeInRange(1, 8);
        (await hooked.LogAsync()).ShouldAllBe(delivery => delivery.Status == WebhookStatus.Pending);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_told_or_given_up_can_be_told_once_more_under_the_same_id(string database)
    {
        await using var hooked = await WebhookHost.StartAsync(database);
        var (id, _) = await hooked.SubscribeAsync("sign-in");
        await hooked.SignSomebodyInAsync();
        await hooked.DeliverAsync();
        var delivery = hooked.Receiver.All.ShouldHaveSingleItem().Id;

        (await hooked.PostAsync($"/{id}/deliveries/{delivery}/replay")).ShouldBe(HttpStatusCode.Accepted);
        await hooked.DeliverAsync();

        hooked.Receiver.All.Select(told => told.Id).ShouldBe([delivery, delivery]);
        (await hooked.PostAsync($"/{id}/deliveries/{Guid.CreateVersion7()}/replay")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task DeliverAsync(WebhookHost hooked, WebhookDelivery delivery)
    {
        await using var scope = hooked.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WebhookAttempts>().DeliverAsync(delivery, CancellationToken.None);
    }
}
