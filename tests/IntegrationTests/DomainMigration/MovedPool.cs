using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.DomainMigration;

/// <summary>A pool that has moved from localhost to another domain, and somebody with a passkey of before.</summary>
internal sealed class MovedPool(HostFixture host, Site site, SoftwareAuthenticator phone, string identifier) : IDisposable
{
    public const string Old = "localhost";
    public const string New = "new.example";
    public const string NewOrigin = "https://new.example";

    public Site Site => site;

    /// <summary>It holds the passkey of before, at the old domain.</summary>
    public SoftwareAuthenticator Phone => phone;

    public string Identifier => identifier;

    public static async Task<MovedPool> MoveAsync(HostFixture host)
    {
        var site = await host.NewPoolAsync();
        var (phone, identifier) = await site.NewPersonAsync();
        await MoveAsync(host, site);
        return new MovedPool(host, site, phone, identifier);
    }

    public static Task<int> MoveAsync(HostFixture host, Site site, string from = Old, string to = New) => host.QueryAsync(async db =>
    {
        var pool = await db.Pools.SingleAsync(each => each.Id == new PoolId(site.Pool));
        pool.RpId = to;
        pool.Policy = pool.Policy with { FormerRpIds = [from], Origins = [NewOrigin, "https://old.example"] };
        return await db.SaveChangesAsync();
    });

    /// <summary>Begins a sign-in at one of the domains.</summary>
    public async Task<Ceremony> BeginAsync(string? rpId = null, string? name = null, string? clientId = null) => Read(await OptionsAsync(rpId, name, clientId));

    public Task<Answer> OptionsAsync(string? rpId = null, string? name = null, string? clientId = null)
    {
        var body = new System.Text.Json.Nodes.JsonObject();
        foreach (var (member, value) in new[] { ("rpId", rpId), ("identifier", name), ("clientId", clientId) })
        {
            if (value is not null)
                body[member] = value;
        }
        return site.PostAsync("login/webauthn/options", body);
    }

    /// <summary>Registers one more passkey, at the new domain.</summary>
    public async Task<SoftwareAuthenticator> EnrolAsync()
    {
        var backEnd = await BackEnd.OpenAsync(host, site);
        var user = await host.QueryAsync(db => db.Users.SingleAsync(each => each.Pool == new PoolId(site.Pool) && each.UserName == identifier));
        var laptop = new SoftwareAuthenticator(NewOrigin);
        (await backEnd.RegisterAsync(laptop, await backEnd.AllowAsync("register", user.Id))).OrThrow();
        return laptop;
    }

    public void Dispose() => phone.Dispose();

    private static Ceremony Read(Answer begun) => new(begun.OrThrow()["ceremony"], begun.Body["publicKey"]!.AsObject());
}
