using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Embedded;

/// <summary>Signing keys over time: published before they sign and after, one at a time, whoever makes them.</summary>
public sealed class SigningKeys : IAsyncLifetime
{
    private readonly HostFixture _host = new(TestDatabase.Sqlite()) { Alter = TranslatesForSqlServer.In };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task One_is_made_and_signs_at_once()
    {
        var kid = await SigningKidAsync();

        (await PublishedKidsAsync()).ShouldBe([kid]);
    }

    [Fact]
    public async Task The_next_is_published_14_days_before_it_signs()
    {
        var first = await SigningKidAsync();
        _host.Clock.Advance(TimeSpan.FromDays(77));

        (await PublishedKidsAsync()).Count.ShouldBe(2);
        (await SigningKidAsync()).ShouldBe(first);
    }

    [Fact]
    public async Task The_next_is_not_published_earlier()
    {
        await SigningKidAsync();
        _host.Clock.Advance(TimeSpan.FromDays(75));

        (await PublishedKidsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_next_signs_when_the_last_has_signed_for_90_days()
    {
        var first = await SigningKidAsync();
        _host.Clock.Advance(TimeSpan.FromDays(77));
        var next = (await PublishedKidsAsync()).Single(kid => kid != first);
        _host.Clock.Advance(TimeSpan.FromDays(14));

        (await SigningKidAsync()).ShouldBe(next);
        (await PublishedKidsAsync()).ShouldContain(first);
    }

    [Fact]
    public async Task A_retired_one_goes_after_14_days()
    {
        var first = await SigningKidAsync();
        _host.Clock.Advance(TimeSpan.FromDays(90 + 14 + 1));

        (await PublishedKidsAsync()).ShouldNotContain(first);
    }

    [Fact]
    public async Task Survives_a_restart()
    {
        var kid = await SigningKidAsync();
        await _host.RestartAsync();

        (await SigningKidAsync()).ShouldBe(kid);
    }

    [Fact]
    public async Task A_token_that_was_signed_before_a_restart_is_still_good()
    {
        var token = await TokenAsync();
        await _host.RestartAsync();

        (await IntrospectAsync(token)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Many_nodes_make_one(string database)
    {
        await using var host = await HostFixture.StartAsync(database == "Sqlite" ? TestDatabase.Sqlite() : TestDatabase.PostgreSql());

        var rings = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => ReadOnANodeOfItsOwnAsync(host))));

        rings.Select(keys => keys.ShouldHaveSingleItem().Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_that_cannot_be_opened_is_replaced()
    {
        var lost = await SigningKidAsync();
        await _host.QueryAsync(db => db.SigningKeys.ExecuteUpdateAsync(set => set.SetProperty(key => key.ProtectedKey, Convert.ToBase64String(new byte[64]))));
        await _host.RestartAsync();

        (await SigningKidAsync()).ShouldNotBe(lost);
        (await PublishedKidsAsync()).ShouldNotContain(lost);
    }

    [Fact]
    public async Task The_private_half_is_not_stored_in_clear()
    {
        await SigningKidAsync();
        var stored = Convert.FromBase64String((await _host.QueryAsync(db => db.SigningKeys.SingleAsync())).ProtectedKey);
        using var key = ECDsa.Create();

        Should.Throw<CryptographicException>(() => key.ImportPkcs8PrivateKey(stored, out _));
    }

    private static async Task<IReadOnlyList<KeyMaterial>> ReadOnANodeOfItsOwnAsync(HostFixture host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SigningKeyRotation>().ReadAsync(CancellationToken.None);
    }

    private async Task<string> TokenAsync()
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "backend", ["client_secret"] = "backend-secret" };
        return (await _host.TokenAsync(form)).OrThrow()["access_token"];
    }

    private async Task<string> SigningKidAsync()
    {
        var header = (await TokenAsync()).Split('.')[0];
        return (string)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(header))!["kid"]!;
    }

    private async Task<List<string>> PublishedKidsAsync()
    {
        var keys = (await _host.Caller.GetAsync("/.well-known/openid-configuration/jwks")).OrThrow().Body["keys"]!.AsArray();
        return [.. keys.Select(key => (string)key!["kid"]!)];
    }

    private async Task<bool> IntrospectAsync(string token)
    {
        var form = new Dictionary<string, string> { ["token"] = token, ["client_id"] = "backend", ["client_secret"] = "backend-secret" };
        return (bool)(await _host.Caller.PostFormAsync("/connect/introspect", form)).OrThrow().Body["active"]!;
    }
}
