using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>A back end's whole day, on either database.</summary>
public sealed class OnEitherDatabase(SharedHosts hosts)
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_account_is_made_signs_in_is_updated_and_loses_its_passkeys(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var backEnd = await BackEnd.OpenAsync(host, site);
        var name = Someone.New();
        using var phone = site.NewPhone();

        var made = (await backEnd.RegisterAsync(phone, await backEnd.AllowAsync("register", username: name))).OrThrow();
        var userId = (await backEnd.ExchangeAsync(made["code"])).OrThrow()["userId"];
        var finished = (await backEnd.SignInAsync(phone, userId)).OrThrow();
        (await backEnd.VerifyAsync(finished["result"], userId))["result"].ShouldBe("success");
        (await backEnd.VerifyAsync(finished["result"], userId))["result"].ShouldBe("already_used");
        (await site.PasskeysAsync(await backEnd.AllowAsync("list", userId))).Count.ShouldBe(1);
        (await site.PostAsync("passkeys/update", null, await backEnd.AllowAsync("update", userId, displayName: "Name"))).OrThrow();
        (await site.PostAsync("passkeys/delete", null, await backEnd.AllowAsync("delete", userId))).OrThrow();

        (await backEnd.ExchangeAsync(finished["code"])).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
        (await host.PasskeysAsync(site)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_parallel_uses_of_one_deletion_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var backEnd = await BackEnd.OpenAsync(host, site);
        var (phone, _) = await site.NewPersonAsync();
        using var own = phone;
        var user = await host.QueryAsync(db => db.Users.SingleAsync(each => each.Pool == new IdentityServer.Pools.PoolId(site.Pool)));
        var token = await backEnd.AllowAsync("delete", user.Id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => site.PostAsync("passkeys/delete", new JsonObject(), token))));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Error == "invalid_token");
    }
}
