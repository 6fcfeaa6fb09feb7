using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Passkeys.Client.Providers;

/// <summary>
/// A provider: its endpoints and its keys, read by discovery, once an hour and whenever a token names a key that is not among them.
/// What was read serves on when the provider is out of reach, for a day.
/// </summary>
internal sealed partial class Provider(string authority, IHttpClientFactory clients, TimeProvider time, ClientMetrics metrics, ILogger<Provider> logger) : IDisposable
{
    // A key that was withdrawn is believed no longer than this.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan LifetimeWithoutProvider = TimeSpan.FromDays(1);

    // Anybody can name a key that nobody has: it must not make this application ask the provider each time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1);
    private Known? _known;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <summary>The issuer, to the letter.</summary>
    public string Issuer { get; } = authority;

    /// <summary>Its endpoints.</summary>
    /// <exception cref="ProviderUnavailableException">They cannot be read.</exception>
    public async ValueTask<ProviderMetadata> MetadataAsync(CancellationToken ct) => (await CurrentAsync(ct)).Metadata;

    /// <summary>The key of this id, or null.</summary>
    /// <exception cref="ProviderUnavailableException">The keys cannot be read.</exception>
    public async ValueTask<VerificationKey?> FindKeyAsync(string id, CancellationToken ct)
    {
        var known = await CurrentAsync(ct);
        if (!known.Keys.ContainsKey(id))
            known = await ReadAgainAsync(known, ct);
        return known.Keys.GetValueOrDefault(id);
    }

    /// <summary>An HTTP client for the provider.</summary>
    public HttpClient CreateClient() => clients.CreateClient(PasskeysClientDefaults.HttpClientName);

    public void Dispose() => _reading.Dispose();

    private async ValueTask<Known> CurrentAsync(CancellationToken ct) =>
        _known is { } known && time.GetUtcNow() - known.ReadAt < Lifetime ? known : await ReadAgainAsync(_known, ct);

    private async Task<Known> ReadAgainAsync(Known? seen, CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            // Somebody else has just read them, or tried to.
            if (!ReferenceEquals(_known, seen))
                return _known!;
            if (time.GetUtcNow() - _triedAt < Pause)
                return StillGood(seen, cause: null);
            _triedAt = time.GetUtcNow();
            return await TryReadAsync(seen);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<Known> TryReadAsync(Known? seen)
    {
        try
        {
            _known = await ReadAsync();
            metrics.KeysRead("read");
            return _known;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException or InvalidOperationException)
        {
            metrics.KeysRead("failed");
            LogUnreadable(Issuer, error);
            return StillGood(seen, error);
        }
    }

    private Known StillGood(Known? seen, Exception? cause) =>
        seen is not null && time.GetUtcNow() - seen.ReadAt < LifetimeWithoutProvider
            ? seen
            : throw new ProviderUnavailableException($"The metadata and keys of {Issuer} cannot be read.", cause);

    // Not cancelled with the request that happened to need them: others wait for them too. The HTTP client has a time limit.
    private async Task<Known> ReadAsync()
    {
        using var http = CreateClient();
        var metadata = await http.GetFromJsonAsync<ProviderMetadata>(Issuer + "/.well-known/openid-configuration", CancellationToken.None);
        // OpenID Connect Discovery 1.0 §4.3.
        if (metadata?.Issuer != Issuer)
            throw new InvalidOperationException("The discovery document is another issuer's.");
        var published = await http.GetFromJsonAsync<JsonElement>(ProviderMetadata.Required(metadata.JwksUri, "jwks_uri"), CancellationToken.None);
        return new Known(metadata, KeysOf(published), time.GetUtcNow());
    }

    private static Dictionary<string, VerificationKey> KeysOf(JsonElement published)
    {
        var keys = new Dictionary<string, VerificationKey>(StringComparer.Ordinal);
        foreach (var jwk in published.GetProperty("keys").EnumerateArray())
        {
            if (jwk.TryGetProperty("kid", out var id) && id.GetString() is { } kid && VerificationKey.Read(jwk) is { } key)
                keys[kid] = key;
        }

        return keys;
    }

    [LoggerMessage(7001, LogLevel.Warning, "The metadata and keys of {Issuer} cannot be read")]
    private partial void LogUnreadable(string issuer, Exception error);

    private sealed record Known(ProviderMetadata Metadata, Dictionary<string, VerificationKey> Keys, DateTimeOffset ReadAt);
}
