using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>Nobody's change is lost: RFC 9110 §13.1.1, RFC 6585 §3.</summary>
public sealed class ConditionsOfChanges(SharedHosts hosts)
{
    private HostFixture Host => hosts.Sqlite;

    [Fact]
    public async Task A_new_pool_tells_where_it_is_and_its_tag()
    {
        var id = PoolCalls.NewId();

        var made = await Host.MakeAsync(id);

        made.ShouldBe(HttpStatusCode.Created);
        made.Headers["Location"].ShouldBe($"/admin/api/pools/{id}");
        made["createdAt"].ShouldNotBeEmpty();
        (await Host.PoolsAsync(HttpMethod.Get, $"/{id}", body: null, await Host.AdministratorsTokenAsync())).Headers["ETag"].ShouldBe(made.Headers["ETag"]);
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        var id = PoolCalls.NewId();
        await Host.MakeAsync(id);

        (await Host.MakeAsync(id)).ShouldBe(HttpStatusCode.Conflict, "pool_exists");
    }

    [Theory]
    [InlineData(null, 428)]
    [InlineData("\"00000000000000000000000000000000\"", 412)]
    [InlineData("W/{tag}", 412)]
    [InlineData("nonsense", 412)]
    [InlineData("{tag}", 200)]
    [InlineData("\"other\", {tag}", 200)]
    [InlineData("*", 200)]
    public async Task A_change_names_what_it_changes(string? ifMatch, int status)
    {
        var (id, made) = await MakeAsync();

        var answer = await PutAsync(id, ifMatch?.Replace("{tag}", made.Headers["ETag"], StringComparison.Ordinal));

        ((int)answer.Status).ShouldBe(status, answer.Text);
        if (status == 200)
            answer.Headers["ETag"].ShouldNotBe(made.Headers["ETag"]);
    }

    [Fact]
    public async Task A_tag_is_good_for_one_change()
    {
        var (id, made) = await MakeAsync();
        (await PutAsync(id, made.Headers["ETag"])).ShouldBe(HttpStatusCode.OK);

        var late = await PutAsync(id, made.Headers["ETag"]);

        late.ShouldBe(HttpStatusCode.PreconditionFailed, "precondition_failed");
        late.Headers["ETag"].ShouldNotBe(made.Headers["ETag"]);
    }

    [Theory]
    [InlineData(null, 204)]
    [InlineData("*", 204)]
    [InlineData("{tag}", 204)]
    [InlineData("\"other\"", 412)]
    public async Task A_deletion_may_name_what_it_deletes(string? ifMatch, int status)
    {
        var (id, made) = await MakeAsync();

        var answer = await Host.PoolsAsync(
            HttpMethod.Delete, $"/{id}", body: null, await Host.AdministratorsTokenAsync(), ifMatch?.Replace("{tag}", made.Headers["ETag"], StringComparison.Ordinal));

        ((int)answer.Status).ShouldBe(status, answer.Text);
    }

    [Fact]
    public async Task An_id_does_not_change()
    {
        var (id, _) = await MakeAsync();

        (await Host.ChangeAsync(id, await Host.AdministratorsTokenAsync(), pool => pool["id"] = "another")).ShouldName("id");
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Of_changes_at_once_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var id = PoolCalls.NewId();
        var made = await host.MakeAsync(id);
        var bearer = await host.AdministratorsTokenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            host.PoolsAsync(HttpMethod.Put, $"/{id}", new JsonObject { ["name"] = $"Change {number}", ["rpId"] = "localhost" }, bearer, made.Headers["ETag"])));

        answers.Count(answer => answer.Status is HttpStatusCode.OK).ShouldBe(1, string.Join(' ', answers.Select(answer => answer.Status)));
        answers.Count(answer => answer.Status is HttpStatusCode.PreconditionFailed).ShouldBe(7, string.Join(' ', answers.Select(answer => answer.Status)));
    }

    private async Task<(string Id, Answer Made)> MakeAsync()
    {
        var id = PoolCalls.NewId();
        return (id, (await Host.MakeAsync(id)).OrThrow());
    }

    private async Task<Answer> PutAsync(string id, string? ifMatch) =>
        await Host.PoolsAsync(HttpMethod.Put, $"/{id}", new JsonObject { ["name"] = "Changed", ["rpId"] = "localhost" }, await Host.AdministratorsTokenAsync(), ifMatch);
}
