using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
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
}
