using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Passwords;
using Passkeys.IntegrationTests.Recovery;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Races;

/// <summary>Codes and what they become are used once, however many try at the same moment, on either database.</summary>
public sealed class OneCodeOneWinner(SharedHosts hosts)
{
    private const int Attempts = 8;

    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    // No more than five tries are looked at: whoever wins, the others find the code used or worn out.
    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_uses_of_a_recovery_code_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var (phone, identifier) = await site.NewPersonAsync();
        using var owned = phone;
        await site.AskForRecoveryAsync(identifier);
        var code = (string)(await host.Mail.ArrivalAsync(identifier, "recovery"))["code"]!;

        OneIs(await AtOnceAsync(_ => site.VerifyRecoveryAsync(identifier, code)), HttpStatusCode.OK, HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_finishes_of_one_recovery_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var (lost, identifier) = await site.NewPersonAsync();
        using var owned = lost;
        using var phone = site.NewPhone();
        var signup = await host.RecoverAsync(site, identifier);
        var ceremonies = await AtOnceAsync(_ => site.BeginEnrolmentAsync(signup));
        var replies = ceremonies.Select(ceremony => phone.Register(ceremony.Options)).ToList();

        OneIs(await AtOnceAsync(each => site.FinishRegistrationAsync(ceremonies[each], replies[each])), HttpStatusCode.Created, HttpStatusCode.Unauthorized);
        (await host.PasskeysAsync(site)).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_uses_of_a_code_for_another_device_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var (laptop, _) = await site.NewPersonAsync();
        using var owned = laptop;
        var code = (await site.PostAsync("devices", new JsonObject(), (await site.SignInAsync(laptop)).Access)).OrThrow()["code"];

        OneIs(await AtOnceAsync(_ => site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })), HttpStatusCode.OK, HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_codes_for_another_device_the_last_one_is_good(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var (laptop, _) = await site.NewPersonAsync();
        using var owned = laptop;
        var bearer = (await site.SignInAsync(laptop)).Access;

        var codes = (await AtOnceAsync(_ => site.PostAsync("devices", new JsonObject(), bearer))).Select(answer => answer.OrThrow()["code"]);

        var accepted = new List<Answer>();
        foreach (var code in codes)
            accepted.Add(await site.PostAsync("invitations/accept", new JsonObject { ["code"] = code }));
        OneIs(accepted, HttpStatusCode.OK, HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_sign_ups_with_one_ticket_and_a_password_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPasswordPoolAsync();
        var body = new JsonObject { ["signup"] = await site.SignUpTokenAsync(Someone.New()), ["password"] = Passwording.Good };

        OneIs(await AtOnceAsync(_ => site.PostAsync("register/password", body.DeepClone())), HttpStatusCode.Created, HttpStatusCode.Unauthorized);
        (await host.UsersAsync(site)).ShouldBe(1);
    }

    private static Task<T[]> AtOnceAsync<T>(Func<int, Task<T>> attempt) => Task.WhenAll(Enumerable.Range(0, Attempts).Select(each => Task.Run(() => attempt(each))));

    private static void OneIs(IReadOnlyCollection<Answer> answers, HttpStatusCode won, HttpStatusCode lost)
    {
        answers.Count(answer => answer.Status == won).ShouldBe(1, string.Join('\n', answers.Select(answer => answer.Text)));
        answers.Count(answer => answer.Status == lost).ShouldBe(answers.Count - 1);
    }
}
