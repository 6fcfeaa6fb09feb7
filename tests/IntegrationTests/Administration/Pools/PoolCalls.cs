using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Pools;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>Calls of <c>/admin/api/pools</c>, with conditions.</summary>
internal static class PoolCalls
{
    private static int _ids;

    /// <summary>An id that no pool of the test run has.</summary>
    public static string NewId() => $"made-{Interlocked.Increment(ref _ids)}-{Guid.CreateVersion7():N}";

    public static async Task<Answer> PoolsAsync(this HostFixture host, HttpMethod method, string path, JsonNode? body, string bearer, string? ifMatch = null)
    {
        using var http = host.NewBrowser();
        using var request = new HttpRequestMessage(method, "/admin/api/pools" + path) { Content = body is null ? null : Caller.Json(body.ToJsonString()) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>A new pool, made by the client admin-cli; <paramref name="members"/> on top of what must be.</summary>
    public static async Task<Answer> MakeAsync(this HostFixture host, string id, JsonObject? members = null)
    {
        var body = new JsonObject { ["id"] = id, ["name"] = "Made", ["rpId"] = "localhost" };
        foreach (var (name, value) in members ?? [])
            body[name] = value?.DeepClone();
        return await host.PoolsAsync(HttpMethod.Post, "", body, await host.AdministratorsTokenAsync());
    }

    /// <summary>Changes a pool as it is by now.</summary>
    public static async Task<Answer> ChangeAsync(this HostFixture host, string id, string bearer, Action<JsonObject> change)
    {
        var found = (await host.PoolsAsync(HttpMethod.Get, $"/{id}", body: null, bearer)).OrThrow();
        change(found.Body);
        return await host.PoolsAsync(HttpMethod.Put, $"/{id}", found.Body, bearer, found.Headers["ETag"]);
    }

    public static PoolId IdOf(Answer pool) => new(pool["id"]);
}
