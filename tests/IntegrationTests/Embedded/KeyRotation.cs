using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Embedded;

/// <summary>A signing key that an operator makes before its time: everyone has read it before it signs, and what the one before signed stays good.</summary>
public sealed class KeyRotation : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly HostFixture _host = new(TestDatabase.Sqlite()) { Alter = TranslatesForSqlServer.In };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task It_is_published_at_once_and_signs_later()
    {
        var first = await SigningKidAsync();

        var next = await RotateAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(10));

        (await PublishedKidsAsync()).ShouldBe([first, next.Id], ignoreOrder: true);
        (await SigningKidAsync()).ShouldBe(first);
        _host.Clock.Advance(Hour);
        (await SigningKidAsync()).ShouldBe(next.Id);
    }

    [Fact]
    public async Task The_one_before_stays_published_as_long_as_what_it_signed_may_live()
    {
        var first = await SigningKidAsync();
        await RotateAsync();
        _host.Clock.Advance(Hour + TimeSpan.FromDays(13));

        (await PublishedKidsAsync()).ShouldContain(first);
        _host.Clock.Advance(TimeSpan.FromDays(2));
        (await PublishedKidsAsync()).ShouldNotContain(first);
    }

    [Fact]
    public async Task One_that_was_to_follow_signs_no_more()
    {
        await SigningKidAsync();
        _host.Clock.Advance(TimeSpan.FromDays(77));
        var planned = (await PublishedKidsAsync()).Count;
        var next = await RotateAsync();
        _host.Clock.Advance(Hour + TimeSpan.FromDays(20));

        planned.ShouldBe(2);
        (await SigningKidAsync()).ShouldBe(next.Id);
    }

    [Fact]
    public async Task Twice_is_twice()
    {
        await RotateAsync();
        var last = await RotateAsync();
        _host.Clock.Advance(Hour + TimeSpan.FromMinutes(10));

        (await SigningKidAsync()).ShouldBe(last.Id);
    }

    [Fact]
    public async Task It_does_not_sign_before_every_node_has_read_it()
    {
        await using var scope = _host.Services.CreateAsyncScope();

        (await scope.ServiceProvider.GetRequiredService<ISigningKeyRotation>().RotateAsync(TimeSpan.FromMinutes(9), Administrator.Operator.Facts, CancellationToken.None))
            .ShouldBe(new KeyRotationOutcome.TooSoon(TimeSpan.FromMinutes(10)));
    }

    private async Task<NextKey> RotateAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<ISigningKeyRotation>().RotateAsync(Hour, Administrator.Operator.Facts, CancellationToken.None);
        return outcome.ShouldBeOfType<KeyRotationOutcome.Rotated>().Key;
    }

    private async Task<string> SigningKidAsync() => (await Ring.SigningKeyAsync(CancellationToken.None)).Id;

    private async Task<IReadOnlyList<string>> PublishedKidsAsync() => [.. (await Ring.PublishedKeysAsync(CancellationToken.None)).Select(key => key.Id)];

    private SigningKeyRing Ring => _host.Services.GetRequiredService<SigningKeyRing>();
}
