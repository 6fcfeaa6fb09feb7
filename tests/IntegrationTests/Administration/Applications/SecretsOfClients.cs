using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>A secret is changed without a gap, and the last one stays.</summary>
public sealed class SecretsOfClients(SharedHosts hosts) : IAsyncLifetime
{
    private string _bearer = "";
    private Answer _app = null!;

    private HostFixture Host => hosts.Sqlite;

    private string Id => _app["clientId"];

    public async ValueTask InitializeAsync()
    {
        _bearer = await Host.AdministratorsTokenAsync();
        _app = (await Host.RegisterAsync(ApplicationSteps.BackEndApp(await Host.NewPoolAsync()), _bearer)).OrThrow();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Both_secrets_work_until_the_old_one_is_removed()
    {
        var added = await AddAsync();
        added.ShouldBe(HttpStatusCode.Created);

        (await TokenAsync(_app["secret"])).ShouldBe(HttpStatusCode.OK);
        (await TokenAsync(added["secret"])).ShouldBe(HttpStatusCode.OK);
        (await RemoveAsync(await FirstAsync())).ShouldBe(HttpStatusCode.NoContent);
        (await TokenAsync(_app["secret"])).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await TokenAsync(added["secret"])).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_secret_stays_for_without_it_anyone_could_speak_for_the_client()
    {
        (await RemoveAsync(await FirstAsync())).ShouldBe(HttpStatusCode.Conflict, "last_secret");

        (await TokenAsync(_app["secret"])).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_removals_at_once_one_secret_is_left()
    {
        await AddAsync();
        await AddAsync();
        var secrets = (await Host.FindClientAsync(Id, _bearer)).Body["secrets"]!.AsArray().Select(secret => (string)secret!["id"]!).ToList();

        var answers = await Task.WhenAll(secrets.Select(RemoveAsync));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBeLessThan(3);
        (await Host.FindClientAsync(Id, _bearer)).Body["secrets"]!.AsArray().Count.ShouldBe(3 - answers.Count(answer => answer.Status == HttpStatusCode.NoContent));
    }

    [Fact]
    public async Task There_are_no_more_than_five()
    {
        for (var number = 0; number < 4; number++)
            (await AddAsync()).ShouldBe(HttpStatusCode.Created);

        (await AddAsync()).ShouldBe(HttpStatusCode.Conflict, "too_many_secrets");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        (await RemoveAsync("nothing")).ShouldBe(HttpStatusCode.NotFound, "not_found");
        (await Host.AdministerAsync(HttpMethod.Post, "clients/nobody/secrets", body: null, _bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
    }

    private Task<Answer> AddAsync() => Host.AdministerAsync(HttpMethod.Post, $"clients/{Id}/secrets", body: null, _bearer);

    private Task<Answer> RemoveAsync(string secret) => Host.AdministerAsync(HttpMethod.Delete, $"clients/{Id}/secrets/{secret}", body: null, _bearer);

    private Task<Answer> TokenAsync(string secret) => Host.ClientTokenAsync(Id, secret, "passkeys.backend");

    private async Task<string> FirstAsync() => (string)(await Host.FindClientAsync(Id, _bearer)).Body["secrets"]![0]!["id"]!;
}
