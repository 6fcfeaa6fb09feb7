using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Embedded.Logout;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Logout;

/// <summary>How notifications are delivered when all does not go well, on either database.</summary>
public sealed class Delivery
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task What_a_client_has_accepted_is_forgotten(string database)
    {
        await using var ending = await Ending.StartAsync(database);

        await ending.Host.DeliverAsync();

        (await ending.NotificationsAsync()).ShouldBeEmpty();
        ending.Portal.Waiting.ShouldBe(1);
    }

    [Theory]
    [InlineData("Sqlite", 400)]
    [InlineData("Sqlite", 500)]
    [InlineData("PostgreSql", 503)]
    public async Task What_a_client_refuses_is_tried_again_when_its_time_has_come(string database, int status)
    {
        await using var ending = await Ending.StartAsync(database);
        ending.Portal.Answer = http => Task.FromResult(http.Response.StatusCode = status);
        await ending.Host.DeliverAsync();
        await ending.Host.DeliverAsync();
        ending.Portal.Waiting.ShouldBe(1);
        ending.Portal.Answer = _ => Task.CompletedTask;

        ending.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        await ending.Host.DeliverAsync();

        ending.Portal.Waiting.ShouldBe(2);
        (await ending.NotificationsAsync()).ShouldBeEmpty();
        Tokens.ClaimsOf(await ending.Portal.ReceivedAsync())["jti"]!.ToJsonString()
            .ShouldNotBe(Tokens.ClaimsOf(await ending.Portal.ReceivedAsync())["jti"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_answer_without_content_is_as_good(string database)
    {
        await using var ending = await Ending.StartAsync(database);
        ending.Portal.Answer = http => Task.FromResult(http.Response.StatusCode = StatusCodes.Status204NoContent);

        await ending.Host.DeliverAsync();

        (await ending.NotificationsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var ending = await Ending.StartAsync("Sqlite");
        ending.Portal.Answer = http =>
        {
            http.Response.Redirect("/logout");
            return Task.CompletedTask;
        };

        await ending.Host.DeliverAsync();

        ending.Portal.Waiting.ShouldBe(1);
        (await ending.NotificationsAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task The_pauses_grow()
    {
        await using var ending = await Ending.StartAsync("Sqlite");
        ending.Portal.Answer = http => Task.FromResult(http.Response.StatusCode = 500);
        var pauses = new List<TimeSpan>();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await ending.Host.DeliverAsync();
            var next = (await ending.NotificationsAsync()).ShouldHaveSingleItem().NextAttemptAt;
            pauses.Add(next - ending.Host.Clock.GetUtcNow());
            ending.Host.Clock.Advance(next - ending.Host.Clock.GetUtcNow());
        }

        pauses.ShouldBe([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_client_that_is_away_for_an_hour_is_given_up_and_the_audit_says_so(string database)
    {
        await using var ending = await Ending.StartAsync(database);
        ending.Portal.Answer = http => Task.FromResult(http.Response.StatusCode = 500);
        for (var minute = 0; minute <= 60; minute++)
        {
            await ending.Host.DeliverAsync();
            ending.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        (await ending.NotificationsAsync()).ShouldBeEmpty();
        var entry = (await ending.Host.AuditAsync(ending.Visit.Site)).Where(entry => entry.Event == "logout-undelivered").ShouldHaveSingleItem();
        entry.ClientId.ShouldBe(LogoutHosts.Portal);
        entry.Reason.ShouldBe("Status500");
    }

    [Fact]
    public async Task A_host_that_was_down_for_an_hour_gives_up_too()
    {
        await using var ending = await Ending.StartAsync("Sqlite");
        ending.Host.Clock.Advance(TimeSpan.FromHours(1));

        await ending.Host.DeliverAsync();

        ending.Portal.Waiting.ShouldBe(0);
        (await ending.Host.AuditAsync(ending.Visit.Site)).ShouldContain(entry => entry.Event == "logout-undelivered" && entry.Reason == "Expired");
    }

    [Fact]
    public async Task A_client_that_does_not_answer_holds_nobody_up_and_is_tried_again()
    {
        var never = new TaskCompletionSource();
        await using var ending = await Ending.StartAsync(
            "Sqlite", services => services.AddHttpClient(LogoutPost.HttpClientName, http => http.Timeout = TimeSpan.FromMilliseconds(100)));
        ending.Portal.Answer = http => never.Task.WaitAsync(http.RequestAborted);

        await ending.Host.DeliverAsync();

        (await ending.NotificationsAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(1);
        ending.Host.Log.Lines.ShouldContain(line => line.Contains("Timeout", StringComparison.Ordinal));
        never.SetResult();
    }

    [Fact]
    public async Task A_client_that_is_not_there_is_tried_again()
    {
        await using var ending = await Ending.StartAsync("Sqlite");
        await ending.Portal.DisposeAsync();

        await ending.Host.DeliverAsync();

        (await ending.NotificationsAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_several_nodes_one_delivers(string database)
    {
        await using var ending = await Ending.StartAsync(database);
        var due = (await ending.NotificationsAsync()).ShouldHaveSingleItem();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ending.DeliverAsync(due))));

        ending.Portal.Waiting.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_client_that_signs_in_while_the_session_ends_is_told_or_refused(string database)
    {
        await using var ending = await Ending.StartAsync(database);
        for (var round = 0; round < 12; round++)
        {
            var session = await ending.Visit.SignInAsync();
            await Task.WhenAll(Task.Run(ending.Visit.SignOutAsync), Task.Run(SignInToThePortalAsync));

            async Task SignInToThePortalAsync()
            {
                var lived = await ending.Visit.RegisterAsync(session, LogoutHosts.Portal);
                if (lived)
                    await ending.Visit.SignOutAsync();
                lived.ShouldBe((await ending.NotificationsAsync()).Any(n => n.SessionId == session.Id));
            }
        }
    }

    /// <summary>A session that has ended, and a client that is to be told.</summary>
    private sealed class Ending(StandInClient portal, HostFixture host, PageVisit visit) : IAsyncDisposable
    {
        public StandInClient Portal => portal;

        public HostFixture Host => host;

        public PageVisit Visit => visit;

        public static async Task<Ending> StartAsync(string database, Action<IServiceCollection>? alter = null)
        {
            var portal = await StandInClient.StartAsync();
            var host = LogoutHosts.Still(database == "Sqlite" ? TestDatabase.Sqlite() : TestDatabase.PostgreSql(), portal, alter);
            await host.StartAsync();
            var visit = await PageVisit.StartAsync(host);
            await visit.RegisterAsync(await visit.SignInAsync(), LogoutHosts.Portal);
            await visit.SignOutAsync();
            return new Ending(portal, host, visit);
        }

        public Task<List<LogoutNotification>> NotificationsAsync() => host.QueryAsync(db => db.LogoutNotifications.AsNoTracking().ToListAsync());

        public async Task DeliverAsync(LogoutNotification notification)
        {
            await using var scope = host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<LogoutDelivery>().DeliverAsync(notification, CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            visit.Dispose();
            await host.DisposeAsync();
            await portal.DisposeAsync();
        }
    }
}
