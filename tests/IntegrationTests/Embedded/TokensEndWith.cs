using System.Net;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Embedded;

/// <summary>What tokens stand on, and that they fall with it, on either database.</summary>
public sealed class TokensEndWith(SharedHosts hosts)
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task The_session(string database)
    {
        var (host, site, tokens) = await StartAsync(database);

        await host.QueryAsync(db => db.Sessions.Where(s => s.Pool == new PoolId(site.Pool)).ExecuteDeleteAsync());

        await ShouldBeOverAsync(host, tokens);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_persons_right_to_sign_in(string database)
    {
        var (host, site, tokens) = await StartAsync(database);

        await host.QueryAsync(db => db.Users.Where(u => u.Pool == new PoolId(site.Pool))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Status, UserStatus.Suspended)));

        await ShouldBeOverAsync(host, tokens);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_pool(string database)
    {
        var (host, site, tokens) = await StartAsync(database);

        await host.QueryAsync(db => db.Pools.Where(p => p.Id == new PoolId(site.Pool))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Enabled, false)));

        await ShouldBeOverAsync(host, tokens);
    }

    // A sign-in and a removal may cross, so that a session is left whose passkey is gone.
    [Theory, MemberData(nameof(Databases))]
    public async Task The_passkey_even_when_its_session_was_left(string database)
    {
        var (host, site, tokens) = await StartAsync(database);

        await host.QueryAsync(db => db.Passkeys.Where(p => p.Pool == new PoolId(site.Pool)).ExecuteDeleteAsync());

        await ShouldBeOverAsync(host, tokens);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_passkey_while_they_are_refreshed(string database)
    {
        var (host, site, tokens) = await StartAsync(database);
        var bearer = tokens.Access;
        var passkey = (string)(await site.PasskeysAsync(bearer)).ShouldHaveSingleItem()["id"]!;

        var removal = Task.Run(() => site.RemoveAsync(passkey, bearer, confirm: "last_credential"));
        while (!removal.IsCompleted && tokens.Refresh is not null)
        {
            var answer = await host.RefreshAsync(tokens.Refresh);
            ((int)answer.Status).ShouldBeOneOf(200, 400);
            tokens = answer.Status is HttpStatusCode.OK ? Tokens.Of(answer) : tokens with { Refresh = null };
        }

        (await removal).OrThrow();
        (await host.Caller.GetAsync("/connect/userinfo", tokens.Access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<(HostFixture Host, Site Site, Tokens Tokens)> StartAsync(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using (phone)
            return (host, site, await site.SignInAsync(phone));
    }

    private static async Task ShouldBeOverAsync(HostFixture host, Tokens tokens)
    {
        (await host.Caller.GetAsync("/connect/userinfo", tokens.Access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.RefreshAsync(tokens.Refresh!)).Error.ShouldBe("invalid_grant");
    }
}
