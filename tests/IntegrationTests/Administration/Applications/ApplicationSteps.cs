using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Authorization;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>Calls about applications.</summary>
internal static class ApplicationSteps
{
    public const string OtherUri = "https://other.example.com/signed-in";

    /// <summary>A web application with the code flow, at the portal's address.</summary>
    public static JsonObject WebApp(Site site) => new()
    {
        ["name"] = "Web app",
        ["grantTypes"] = new JsonArray("authorization_code", "refresh_token"),
        ["scopes"] = new JsonArray("openid", "profile", "offline_access"),
        ["pools"] = new JsonArray(site.Pool),
        ["redirectUris"] = new JsonArray(Portal.RedirectUri),
    };

    /// <summary>A public application with the passkey grant.</summary>
    public static JsonObject NativeApp(Site site) => new()
    {
        ["type"] = "public",
        ["grantTypes"] = new JsonArray(Tokens.PasskeyGrant, "refresh_token"),
        ["scopes"] = new JsonArray("openid", "offline_access", "demo-api"),
        ["pools"] = new JsonArray(site.Pool),
    };

    /// <summary>A back end on its own.</summary>
    public static JsonObject BackEndApp(Site site) => new()
    {
        ["grantTypes"] = new JsonArray("client_credentials"),
        ["scopes"] = new JsonArray("passkeys.backend"),
        ["pools"] = new JsonArray(site.Pool),
    };

    public static Task<Answer> RegisterAsync(this HostFixture host, JsonObject client, string bearer) => host.AdministerAsync(HttpMethod.Post, "clients", client, bearer);

    public static Task<Answer> FindClientAsync(this HostFixture host, string id, string bearer) => host.AdministerAsync(HttpMethod.Get, $"clients/{id}", body: null, bearer);

    /// <summary>A change with If-Match; null: without.</summary>
    public static async Task<Answer> ChangeClientAsync(this HostFixture host, HttpMethod method, string id, JsonObject? client, string? version, string bearer)
    {
        using var body = new StringContent(client?.ToJsonString() ?? "", new MediaTypeHeaderValue("application/json"));
        using var http = host.NewBrowser();
        using var request = new HttpRequestMessage(method, $"/admin/api/clients/{id}") { Content = client is null ? null : body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>A change of the version that is there.</summary>
    public static async Task<Answer> ChangeClientAsync(this HostFixture host, HttpMethod method, string id, JsonObject? client, string bearer) =>
        await host.ChangeClientAsync(method, id, client, (await host.FindClientAsync(id, bearer)).Headers["ETag"], bearer);

    /// <summary>The same client with one member changed.</summary>
    public static JsonObject With(this JsonObject client, string member, JsonNode? value)
    {
        var changed = client.DeepClone().AsObject();
        changed[member] = value;
        return changed;
    }
}
