using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Administration;

/// <summary>Calls of the administration API.</summary>
internal static class Administering
{
    /// <summary>A token of the client admin-cli on its own.</summary>
    public static async Task<string> AdministratorsTokenAsync(this HostFixture host) => Tokens.Of(await ClientTokenAsync(host, "admin-cli", "admin-secret", "passkeys.admin")).Access;

    public static Task<Answer> ClientTokenAsync(this HostFixture host, string clientId, string secret, string scope) => host.Caller.PostFormAsync(
        "/connect/token",
        new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = scope },
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}"))));

    public static Task<Answer> AdministerAsync(this HostFixture host, string path, JsonObject? body, string? bearer) => body is null
        ? host.Caller.GetAsync($"/admin/api/pools/{path}", bearer)
        : host.Caller.PostAsync($"/admin/api/pools/{path}", body, bearer);

    public static Task<Answer> AdministerAsync(this HostFixture host, HttpMethod method, string path, JsonObject? body, string? bearer) =>
        host.Caller.SendAsync(method, $"/admin/api/{path}", body is null ? null : Caller.Json(body.ToJsonString()), bearer);

    /// <summary>A new person of a pool with these roles, signed in by the client admin-app. None: somebody without a role.</summary>
    public static async Task<AdministratorPerson> NewAdministratorAsync(this HostFixture host, Site home, params string[] roles)
    {
        var (phone, identifier) = await home.NewPersonAsync();
        var userId = await host.QueryAsync(async db =>
        {
            var user = await db.Users.SingleAsync(each => each.Pool == new PoolId(home.Pool) && each.UserName == identifier);
            db.UserClaims.AddRange(roles.Select(role => new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = role }));
            await db.SaveChangesAsync();
            return user.Id;
        });
        var tokens = await home.SignInAsync(phone, TestClients.AdminApp, "openid passkeys.admin");
        return new AdministratorPerson(phone, identifier, userId, tokens.Access);
    }
}

/// <summary>A person with a role.</summary>
/// <param name="Phone">Where the passkey is.</param>
/// <param name="Identifier">What they sign in with.</param>
/// <param name="UserId">The person's id.</param>
/// <param name="Bearer">An access token with scope passkeys.admin.</param>
internal sealed record AdministratorPerson(SoftwareAuthenticator Phone, string Identifier, string UserId, string Bearer) : IDisposable
{
    public void Dispose() => Phone.Dispose();
}
