using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>A pool goes into a file, and comes out of it as it was.</summary>
public sealed class FilesOfPools(SharedHosts hosts)
{
    private HostFixture Host => hosts.Sqlite;

    [Fact]
    public async Task What_was_exported_makes_the_same_pool()
    {
        var id = PoolCalls.NewId();
        var made = (await Host.MakeAsync(id, new JsonObject
        {
            ["template"] = "high-assurance",
            ["relatedOrigins"] = new JsonArray("https://example.net"),
            ["branding"] = new JsonObject { ["accent"] = "#112233" },
            ["mail"] = new JsonObject { ["replyTo"] = "help@acme.example" },
            ["limits"] = new JsonObject { ["codesPerIdentifier"] = 3 },
            ["auditRetentionDays"] = 90,
        })).OrThrow();
        var bearer = await Host.AdministratorsTokenAsync();
        var exported = (await Host.PoolsAsync(HttpMethod.Get, $"/{id}/export", body: null, bearer)).OrThrow();
        exported.Headers["Content-Disposition"].ShouldContain($"pool-{id}.json");
        (await Host.PoolsAsync(HttpMethod.Delete, $"/{id}", body: null, bearer)).ShouldBe(HttpStatusCode.NoContent);

        var imported = await Host.PoolsAsync(HttpMethod.Post, "/import", exported.Body, bearer);

        imported.ShouldBe(HttpStatusCode.Created);
        imported.Body.Remove("createdAt");
        made.Body.Remove("createdAt");
        imported.Body.ToJsonString().ShouldBe(made.Body.ToJsonString());
    }

    [Fact]
    public async Task A_file_replaces_a_pool_as_a_change_does()
    {
        var id = PoolCalls.NewId();
        var made = await Host.MakeAsync(id);
        var file = File(new JsonObject { ["id"] = id, ["name"] = "Replaced", ["rpId"] = "localhost" });
        var bearer = await Host.AdministratorsTokenAsync();

        (await Host.PoolsAsync(HttpMethod.Post, "/import", file, bearer)).ShouldBe(HttpStatusCode.Conflict, "pool_exists");
        (await Host.PoolsAsync(HttpMethod.Post, "/import?replace=true", file, bearer)).ShouldBe((HttpStatusCode)428, "precondition_required");
        (await Host.PoolsAsync(HttpMethod.Post, "/import?replace=true", file, bearer, "\"other\"")).ShouldBe(HttpStatusCode.PreconditionFailed, "precondition_failed");
        var replaced = await Host.PoolsAsync(HttpMethod.Post, "/import?replace=true", file, bearer, made.Headers["ETag"]);

        replaced.ShouldBe(HttpStatusCode.OK);
        replaced["name"].ShouldBe("Replaced");
    }

    [Theory]
    [InlineData("format", "{\"format\":\"other\",\"version\":1,\"pool\":{}}")]
    [InlineData("format", "{}")]
    [InlineData("version", "{\"format\":\"passkeys-pool\",\"version\":2,\"pool\":{}}")]
    [InlineData("version", "{\"format\":\"passkeys-pool\",\"pool\":{}}")]
    [InlineData("pool", "{\"format\":\"passkeys-pool\",\"version\":1}")]
    [InlineData("id", "{\"format\":\"passkeys-pool\",\"version\":1,\"pool\":{}}")]
    [InlineData("origins", "{\"format\":\"passkeys-pool\",\"version\":1,\"pool\":{\"id\":\"filed\",\"name\":\"F\",\"rpId\":\"localhost\",\"origins\":[\"https://other.example\"]}}")]
    public async Task What_is_wrong_with_a_file_is_named(string member, string file) =>
        (await Host.PoolsAsync(HttpMethod.Post, "/import", JsonNode.Parse(file), await Host.AdministratorsTokenAsync())).ShouldName(member);

    private static JsonObject File(JsonObject pool) => new() { ["format"] = "passkeys-pool", ["version"] = 1, ["pool"] = pool };
}
