using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;

namespace Passkeys.IntegrationTests.Administration.People;

/// <summary>A person of a pool with a passkey, and what administrators ask about them.</summary>
internal sealed record Somebody(HostFixture Host, Site Site, SoftwareAuthenticator Phone, string Identifier, string Id) : IDisposable
{
    public static async Task<Somebody> JoinAsync(HostFixture host, Site site)
    {
        var (phone, identifier) = await site.NewPersonAsync();
        return new Somebody(host, site, phone, identifier, await IdOfAsync(host, site, identifier));
    }

    public static Task<string> IdOfAsync(HostFixture host, Site site, string identifier) =>
        host.QueryAsync(db => db.Users.Where(user => user.Pool == new PoolId(site.Pool) && user.UserName == identifier).Select(user => user.Id).SingleAsync());

    /// <summary>Calls <c>users/{id}</c> and what is below it.</summary>
    public Task<Answer> CallAsync(HttpMethod method, string below, string? bearer, JsonObject? body = null, Site? at = null) =>
        Host.AdministerAsync(method, $"pools/{(at ?? Site).Pool}/users/{Id}{below}", body, bearer);

    public Task<Answer> GetAsync(string below, string bearer) => CallAsync(HttpMethod.Get, below, bearer);

    public Task<Answer> ChangeAsync(string bearer, params (string Name, JsonNode? Value)[] members) =>
        CallAsync(HttpMethod.Patch, "", bearer, new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, member.Value))));

    public Task<Answer> SuspendAsync(string bearer) => ChangeAsync(bearer, ("status", "suspended"));

    public Task<Answer> SetRolesAsync(string bearer, params string[] roles) =>
        CallAsync(HttpMethod.Put, "/roles", bearer, new JsonObject { ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]) });

    public Task<Answer> RemoveAsync(string bearer) => CallAsync(HttpMethod.Delete, "", bearer);

    public async Task<string> PasskeyIdAsync() =>
        await Host.QueryAsync(db => db.Passkeys.Where(passkey => passkey.UserId == Id).Select(passkey => passkey.Id).FirstAsync());

    /// <summary>Signs in, and lets nobody in with the tokens any more once something has ended it.</summary>
    public async Task<Func<Task>> SignInAndExpectEndAsync()
    {
        var tokens = await Site.SignInAsync(Phone);
        return async () =>
        {
            (await Site.GetAsync("passkeys", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
            (await Host.RefreshAsync(tokens.Refresh!)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        };
    }

    public void ShouldBeTold(string subject) =>
        Host.Mail.To(Identifier).Select(mail => (string)mail["subject"]!).ShouldContain(each => each.Contains(subject, StringComparison.Ordinal));

    public void Dispose() => Phone.Dispose();
}
