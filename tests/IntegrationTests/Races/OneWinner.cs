using System.Net;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Authorization;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Races;

/// <summary>Whatever may be used once is used once, however many try at the same moment, on either database.</summary>
public sealed class OneWinner(SharedHosts hosts)
{
    private const int Attempts = 32;

    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_32_parallel_finishes_of_a_sign_in_one_wins(string database)
    {
        var (host, site) = await StartAsync(database);
        var (phone, _) = await site.NewPersonAsync();
        var ceremony = await site.BeginSignInAsync();
        var reply = phone.Sign(ceremony.Options);

        var answers = await AtOnceAsync(_ => site.FinishSignInAsync(ceremony, reply));

        OneIs(answers, HttpStatusCode.OK, loser => loser.ShouldBeRefused());
        (await host.AuditAsync(site)).Count(entry => entry is { Event: "sign-in", Outcome: "success" }).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_32_parallel_grants_of_one_assertion_one_wins(string database)
    {
        var (_, site) = await StartAsync(database);
        var (phone, _) = await site.NewPersonAsync();
        var ceremony = await site.BeginSignInAsync(clientId: "native-app");
        var reply = phone.Sign(ceremony.Options);

        var answers = await AtOnceAsync(_ => site.TokenAsync(ceremony, reply));

        OneIs(answers, HttpStatusCode.OK, loser => loser.ShouldBe(HttpStatusCode.BadRequest, "invalid_grant"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_ceremony_is_spent_by_a_refused_reply_too(string database)
    {
        var (_, site) = await StartAsync(database);
        var (phone, _) = await site.NewPersonAsync();
        var ceremony = await site.BeginSignInAsync();
        await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options, draft => draft.AlterSignature = ByteEdits.WithFlippedBit));

        (await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).ShouldBeRefused();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_32_parallel_finishes_of_a_registration_one_wins(string database)
    {
        var (host, site) = await StartAsync(database);
        using var phone = site.NewPhone();
        var ceremony = await site.BeginSignUpAsync(Someone.New());
        var reply = phone.Register(ceremony.Options);

        var answers = await AtOnceAsync(_ => site.FinishRegistrationAsync(ceremony, reply));

        OneIs(answers, HttpStatusCode.Created, loser => loser.ShouldBe(HttpStatusCode.Unauthorized));
        (await host.PasskeysAsync(site)).Count.ShouldBe(1);
        (await host.UsersAsync(site)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_ceremonies_of_one_sign_up_one_wins(string database)
    {
        var (host, site) = await StartAsync(database);
        using var phone = site.NewPhone();
        var signup = await site.SignUpTokenAsync(Someone.New());
        var ceremonies = await AtOnceAsync(_ => site.BeginEnrolmentAsync(signup), count: 8);
        var replies = ceremonies.Select(ceremony => phone.Register(ceremony.Options)).ToList();

        var answers = await AtOnceAsync(each => site.FinishRegistrationAsync(ceremonies[each], replies[each]), count: 8);

        OneIs(answers, HttpStatusCode.Created, loser => loser.ShouldBe(HttpStatusCode.Unauthorized));
        (await host.PasskeysAsync(site)).Count.ShouldBe(1);
        (await host.UsersAsync(site)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_sign_ups_of_one_identifier_one_makes_the_account(string database)
    {
        var (host, site) = await StartAsync(database);
        using var phone = site.NewPhone();
        var identifier = Someone.New();
        var ceremonies = await AtOnceAsync(_ => site.BeginSignUpAsync(identifier), count: 8);
        var replies = ceremonies.Select(ceremony => phone.Register(ceremony.Options)).ToList();

        var answers = await AtOnceAsync(each => site.FinishRegistrationAsync(ceremonies[each], replies[each]), count: 8);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created); // Who lost is not told: the answer conceals that there is an account.
        (await host.PasskeysAsync(site)).Count.ShouldBe(1);
        (await host.UsersAsync(site)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_32_parallel_exchanges_of_a_result_code_one_wins(string database)
    {
        var (host, site) = await StartAsync(database);
        var (phone, _) = await site.NewPersonAsync();
        var ceremony = await site.BeginSignInAsync(clientId: "native-app");
        var code = (await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow()["code"];

        var answers = await AtOnceAsync(_ => host.RedeemAsync(code));

        OneIs(answers, HttpStatusCode.OK, loser => loser.ShouldBe(HttpStatusCode.BadRequest, "invalid_grant"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_32_parallel_uses_of_a_refresh_token_one_wins(string database)
    {
        var (host, site) = await StartAsync(database);
        var (phone, _) = await site.NewPersonAsync();
        var tokens = await site.SignInAsync(phone);

        var answers = await AtOnceAsync(_ => host.RefreshAsync(tokens.Refresh!));

        OneIs(answers, HttpStatusCode.OK, loser => loser.ShouldBe(HttpStatusCode.BadRequest, "invalid_grant"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_32_parallel_redemptions_of_an_authorization_code_one_wins(string database)
    {
        using var portal = await Portal.OpenAsync(await hosts.OnAsync(database));
        var code = await portal.CodeAsync();

        var answers = await AtOnceAsync(_ => portal.RedeemAsync(code));

        OneIs(answers, HttpStatusCode.OK, loser => loser.ShouldBe(HttpStatusCode.BadRequest, "invalid_grant"));
    }

    // Nobody can tell who of them stole it (RFC 6749 §4.1.2).
    [Theory, MemberData(nameof(Databases))]
    public async Task What_parallel_redemptions_of_an_authorization_code_gave_has_ended(string database)
    {
        using var portal = await Portal.OpenAsync(await hosts.OnAsync(database));
        var code = await portal.CodeAsync();

        var answers = await AtOnceAsync(_ => portal.RedeemAsync(code));

        var winner = Tokens.Of(answers.Single(answer => answer.Status == HttpStatusCode.OK));
        (await portal.Host.Caller.GetAsync("/connect/userinfo", winner.Access)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_uses_of_a_pushed_request_one_wins(string database)
    {
        using var portal = await Portal.OpenAsync(await hosts.OnAsync(database));
        await portal.SignInAsync();
        var form = portal.Request().Append(new("client_secret", Portal.Secret)).ToDictionary(p => p.Key, p => p.Value!);
        var pushed = (await portal.Host.Caller.PostFormAsync("/connect/par", form)).OrThrow()["request_uri"];
        var address = $"/connect/authorize?client_id={Portal.ClientId}&request_uri={Uri.EscapeDataString(pushed)}";

        var answers = await AtOnceAsync(_ => portal.Browser.GetAsync(address), count: 16);

        answers.Count(answer => answer.Headers["Location"].StartsWith(Portal.RedirectUri, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_32_parallel_sign_ins_with_one_counter_one_wins_where_the_pool_refuses_regression(string database)
    {
        var (host, site) = await StartAsync(database, policy => policy with { CounterPolicy = CounterPolicy.Refuse });
        var (phone, _) = await site.NewPersonAsync(phone => phone.CounterStep = 1);
        var ceremonies = await AtOnceAsync(_ => site.BeginSignInAsync());
        var replies = ceremonies.Select(ceremony => phone.Sign(ceremony.Options, draft => draft.SignCount = 2)).ToList();

        var answers = await AtOnceAsync(each => site.FinishSignInAsync(ceremonies[each], replies[each]));

        OneIs(answers, HttpStatusCode.OK, loser => loser.ShouldBeRefused());
        (await host.PasskeysAsync(site))[0].SignCount.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Parallel_sign_ins_of_one_person_do_not_hinder_each_other(string database)
    {
        var (_, site) = await StartAsync(database);
        var (phone, _) = await site.NewPersonAsync();
        var ceremonies = await AtOnceAsync(_ => site.BeginSignInAsync(), count: 16);
        var replies = ceremonies.Select(ceremony => phone.Sign(ceremony.Options)).ToList();

        var answers = await AtOnceAsync(each => site.FinishSignInAsync(ceremonies[each], replies[each]), count: 16);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Parallel_registrations_do_not_exceed_the_limit_of_the_pool(string database)
    {
        var (host, site) = await StartAsync(database, policy => policy with { MaxPasskeysPerUser = 3 });
        var (phone, _) = await site.NewPersonAsync();
        var bearer = (await site.SignInAsync(phone)).Access;
        using var more = site.NewPhone();
        var ceremonies = await AtOnceAsync(_ => site.BeginRegistrationAsync(bearer), count: 8);
        var replies = ceremonies.Select(ceremony => more.Register(ceremony.Options)).ToList();

        var answers = await AtOnceAsync(each => site.FinishRegistrationAsync(ceremonies[each], replies[each], bearer), count: 8);

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(2);
        (await host.PasskeysAsync(site)).Count.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Parallel_removals_leave_the_last_passkey(string database)
    {
        var (host, site) = await StartAsync(database);
        var (phone, _) = await site.NewPersonAsync();
        var bearer = (await site.SignInAsync(phone)).Access;
        await AddPasskeysAsync(site, bearer, count: 7);
        var own = phone.Credentials[0].IdText;
        var others = (await site.PasskeysAsync(bearer)).Where(passkey => (string)passkey["credentialId"]! != own).Select(passkey => (string)passkey["id"]!).ToList();
        var all = others.Append((await site.PasskeysAsync(bearer)).Select(passkey => (string)passkey["id"]!).Except(others).Single()).ToList();

        await AtOnceAsync(each => site.RemoveAsync(all[each], bearer), all.Count);

        (await host.PasskeysAsync(site)).ShouldNotBeEmpty();
    }

    private async Task<(HostFixture Host, Site Site)> StartAsync(string database, Func<PoolPolicy, PoolPolicy>? change = null)
    {
        var host = await hosts.OnAsync(database);
        return (host, await host.NewPoolAsync(change));
    }

    private static async Task AddPasskeysAsync(Site site, string bearer, int count)
    {
        for (var each = 0; each < count; each++)
        {
            using var phone = site.NewPhone();
            var ceremony = await site.BeginRegistrationAsync(bearer);
            (await site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options), bearer)).OrThrow();
        }
    }

    private static Task<T[]> AtOnceAsync<T>(Func<int, Task<T>> attempt, int count = Attempts)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempts = Enumerable.Range(0, count).Select(async each =>
        {
            await go.Task;
            return await attempt(each);
        }).ToList();
        go.SetResult();
        return Task.WhenAll(attempts);
    }

    private static void OneIs(IReadOnlyCollection<Answer> answers, HttpStatusCode won, Action<Answer> checkLoser)
    {
        answers.Count(answer => answer.Status == won).ShouldBe(1, string.Join('\n', answers.Select(answer => $"{answer.Status} {answer.Error}").Distinct()));
        foreach (var loser in answers.Where(answer => answer.Status != won))
            checkLoser(loser);
    }
}
