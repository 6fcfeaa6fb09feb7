using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.RoundTrips;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.RateLimits;

/// <summary>How often strangers may call. The clock is the test's.</summary>
public sealed class AnonymousCallLimits(LimitedHost limited) : IClassFixture<LimitedHost>
{
    [Fact]
    public async Task An_address_may_call_so_often_in_a_minute_and_no_more()
    {
        var address = limited.NewAddress();
        var answers = await CallAsync(LimitedHost.PerAddress + 1, () => limited.BeginAsync(address));

        answers.Select(answer => (int)answer.Status).ShouldBe([200, 200, 200, 200, 429]);
    }

    [Fact]
    public async Task The_refusal_says_when_to_try_again()
    {
        var address = limited.NewAddress();
        await CallAsync(LimitedHost.PerAddress, () => limited.BeginAsync(address));
        var refused = await limited.BeginAsync(address);

        refused.Error.ShouldBe("too_many_attempts");
        int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task After_that_time_the_address_may_call_again()
    {
        var address = limited.NewAddress();
        await CallAsync(LimitedHost.PerAddress, () => limited.BeginAsync(address));
        var refused = await limited.BeginAsync(address);
        limited.Host.Clock.Advance(TimeSpan.FromSeconds(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture)));

        (await limited.BeginAsync(address)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_address_is_not_kept_out()
    {
        var busy = limited.NewAddress();
        await CallAsync(LimitedHost.PerAddress + 1, () => limited.BeginAsync(busy));

        (await limited.BeginAsync(limited.NewAddress())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_network_of_IPv6_counts_as_one_address()
    {
        await CallAsync(LimitedHost.PerAddress, () => limited.BeginAsync("2001:db8:1:2::1"));

        (await limited.BeginAsync("2001:db8:1:2:ffff::2")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task An_IPv4_address_is_the_same_when_it_comes_mapped()
    {
        var address = limited.NewAddress();
        await CallAsync(LimitedHost.PerAddress, () => limited.BeginAsync(address));

        (await limited.BeginAsync($"::ffff:{address}")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("login/webauthn/options")]
    [InlineData("login/webauthn/finish")]
    [InlineData("signup")]
    [InlineData("activate")]
    [InlineData("invitations/accept")]
    [InlineData("register/webauthn/begin")]
    [InlineData("register/webauthn/finish")]
    public async Task Every_anonymous_call_counts(string call)
    {
        var address = limited.NewAddress();
        await CallAsync(LimitedHost.PerAddress, () => limited.BeginAsync(address));

        (await limited.PostAsync(address, $"/identity/staff/{call}", [])).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task An_access_token_does_not_count_as_anonymous()
    {
        var site = await limited.Host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        var access = (await site.SignInAsync(phone)).Access;
        var address = limited.NewAddress();
        await CallAsync(LimitedHost.PerAddress + 1, () => limited.BeginAsync(address));

        (await limited.PostAsync(address, site.Path("register/webauthn/begin"), [], access)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_identifier_from_one_address_may_be_tried_so_often()
    {
        var address = limited.NewAddress();
        var answers = await CallAsync(LimitedHost.PerIdentifierAndAddress + 1, () => limited.BeginAsync(address, "Someone@example.com"));

        answers[^1].Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answers[..^1].ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_is_tried_by_strangers_still_signs_in_from_their_own_address()
    {
        var site = await limited.Host.NewPoolAsync();
        var (_, identifier) = await site.NewPersonAsync();
        var stranger = limited.NewAddress();
        await CallAsync(LimitedHost.PerAddress + 1, () => limited.BeginAsync(stranger, identifier, site.Pool));

        (await limited.BeginAsync(limited.NewAddress(), identifier, site.Pool)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sign_ups_of_a_pool_are_limited_from_everywhere_together()
    {
        var site = await limited.Host.NewPoolAsync();
        var answers = await CallAsync(LimitedHost.PerPool + 1, () => SignUpAsync(site));

        answers[^1].Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_pool_that_has_had_its_sign_ups_still_lets_people_sign_in()
    {
        var site = await limited.Host.NewPoolAsync();
        await CallAsync(LimitedHost.PerPool + 1, () => SignUpAsync(site));

        (await limited.BeginAsync(limited.NewAddress(), pool: site.Pool)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_pool_is_not_kept_from_signing_people_up()
    {
        var busy = await limited.Host.NewPoolAsync();
        await CallAsync(LimitedHost.PerPool + 1, () => SignUpAsync(busy));

        (await SignUpAsync(await limited.Host.NewPoolAsync())).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_flood_that_is_refused_does_not_reach_the_database()
    {
        var address = limited.NewAddress();
        await CallAsync(LimitedHost.PerAddress + 1, () => limited.BeginAsync(address));

        (await limited.Trips.OfAsync(() => limited.BeginAsync(address))).ShouldBe(new Trips(Commands: 0, Commits: 0));
    }

    // Besides the call's own one: a look at the counter, and the statement that counts. docs/performance.md says how often that is.
    [Fact]
    public async Task Counting_is_two_commands()
    {
        var address = limited.NewAddress();
        await limited.BeginAsync(address);

        (await limited.Trips.OfAsync(() => limited.BeginAsync(address))).ShouldBe(new Trips(Commands: 1 + 2, Commits: 0));
    }

    [Fact]
    public async Task What_is_counted_names_nobody()
    {
        var address = limited.NewAddress();
        await limited.BeginAsync(address, "counted@example.com");

        var keys = await limited.Host.QueryAsync(db => db.RateCounters.Select(counter => counter.Key).ToListAsync());
        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(key => key.Length == 43 && !key.Contains(address) && !key.Contains("counted", StringComparison.OrdinalIgnoreCase));
    }

    private Task<Answer> SignUpAsync(Site site) => limited.PostAsync(
        limited.NewAddress(), site.Path("signup"), new JsonObject { ["identifier"] = $"{limited.NewAddress()}@example.com" });

    private static async Task<Answer[]> CallAsync(int times, Func<Task<Answer>> call)
    {
        var answers = new Answer[times];
        for (var time = 0; time < times; time++)
            answers[time] = await call();
        return answers;
    }
}
