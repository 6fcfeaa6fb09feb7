using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Insight;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Insight;

/// <summary>A host that ends, whose metrics somebody observes.</summary>
public sealed class AcrossARestart : IAsyncLifetime
{
    private readonly HostFixture _host = new(TestDatabase.Sqlite(), TestClients.Settings) { Alter = TranslatesForSqlServer.In };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_counted_is_written_when_the_host_ends()
    {
        var site = await _host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        phone.Dispose();
        (await _host.StoredCountsAsync(site)).ShouldBeEmpty();

        await _host.RestartAsync();

        (await _host.StoredCountsAsync(site))["registration-finished/sign-up"].ShouldBe(1);
    }

    [Fact]
    public async Task The_same_is_told_as_metrics()
    {
        var site = await _host.NewPoolAsync();
        using var observer = new Observer(_host);
        var (phone, _) = await site.NewPersonAsync();
        await site.SignInAsync(phone);
        await site.ReportAsync("authentication", "timeout");
        phone.Dispose();

        observer.Seen.ShouldContain($"passkeys.sign_ins.accepted pool={site.Pool} method=passkey-discoverable");
        observer.Seen.ShouldContain($"passkeys.registrations.finished pool={site.Pool} kind=sign-up");
        observer.Seen.ShouldContain($"passkeys.browser.failures pool={site.Pool} outcome=timeout ceremony=authentication");
    }

    [Fact]
    public async Task How_large_pools_are_is_counted_for_who_observes()
    {
        var site = await _host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        phone.Dispose();
        using var observer = new Observer(_host);
        var sizes = _host.Services.GetRequiredService<PoolSizes>();
        await sizes.RefreshAsync(TestContext.Current.CancellationToken);
        observer.Look();
        observer.Seen.ShouldNotContain(each => each.StartsWith("passkeys.people", StringComparison.Ordinal));

        await sizes.RefreshAsync(TestContext.Current.CancellationToken);
        observer.Look();

        observer.Seen.ShouldContain($"passkeys.people pool={site.Pool}");
        observer.Seen.ShouldContain($"passkeys.stored_passkeys pool={site.Pool}");
    }

    private sealed class Observer : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Observer(HostFixture host)
        {
            var factory = host.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == CeremonyTelemetry.Name && ReferenceEquals(instrument.Meter.Scope, factory))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Seen.Enqueue($"{instrument.Name} {Text(tags)}"));
            _listener.Start();
        }

        public System.Collections.Concurrent.ConcurrentQueue<string> Seen { get; } = [];

        public void Look() => _listener.RecordObservableInstruments();

        public void Dispose() => _listener.Dispose();

        private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
    }
}
