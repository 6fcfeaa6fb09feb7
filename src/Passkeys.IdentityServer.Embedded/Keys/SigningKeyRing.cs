using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>The signing keys of this node: read from the database from time to time, kept in memory between.</summary>
internal sealed class SigningKeyRing(IServiceScopeFactory scopes, TimeProvider time, IOptions<EmbeddedProviderOptions> options) : IDisposable
{
    // How often a kid that nobody knows may make this node read the keys again.
    private static readonly TimeSpan UnknownKeyPause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private Snapshot? _snapshot;

    public void Dispose() => _reading.Dispose();

    /// <summary>The key that signs now. Of two it is the older one: every node has read that by now.</summary>
    public async ValueTask<KeyMaterial> SigningKeyAsync(CancellationToken ct) =>
        Signing(await KeysAsync(options.Value.SigningKeys.CacheLifetime, ct))
        ?? Signing(await KeysAsync(TimeSpan.Zero, ct))
        ?? throw new InvalidOperationException("There is no signing key.");

    /// <summary>The keys to publish.</summary>
    public async ValueTask<IReadOnlyList<KeyMaterial>> PublishedKeysAsync(CancellationToken ct) =>
        Published(await KeysAsync(options.Value.SigningKeys.CacheLifetime, ct));

    /// <summary>The published key with this id, or null.</summary>
    public async ValueTask<KeyMaterial?> FindAsync(string kid, CancellationToken ct) =>
        Published(await KeysAsync(options.Value.SigningKeys.CacheLifetime, ct)).FirstOrDefault(key => key.Id == kid)
        ?? Published(await KeysAsync(UnknownKeyPause, ct)).FirstOrDefault(key => key.Id == kid);

    private List<KeyMaterial> Published(IReadOnlyList<KeyMaterial> keys)
    {
        var now = time.GetUtcNow();
        return [.. keys.Where(key => now < key.ExpiresAt)];
    }

    private KeyMaterial? Signing(IReadOnlyList<KeyMaterial> keys)
    {
        var now = time.GetUtcNow();
        return keys.Where(key => key.SignsAt(now)).MinBy(key => (key.ActivatesAt, key.Id));
    }

    private async ValueTask<IReadOnlyList<KeyMaterial>> KeysAsync(TimeSpan maxAge, CancellationToken ct)
    {
        if (Fresh(maxAge) is { } keys)
            return keys;
        await _reading.WaitAsync(ct);
        try
        {
            return Fresh(maxAge) ?? await ReadAsync(ct);
        }
        finally
        {
            _reading.Release();
        }
    }

    private IReadOnlyList<KeyMaterial>? Fresh(TimeSpan maxAge) =>
        Volatile.Read(ref _snapshot) is { } snapshot && time.GetUtcNow() - snapshot.ReadAt < maxAge ? snapshot.Keys : null;

    private async Task<IReadOnlyList<KeyMaterial>> ReadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var keys = await scope.ServiceProvider.GetRequiredService<SigningKeyRotation>().ReadAsync(ct);
        Volatile.Write(ref _snapshot, new Snapshot(keys, time.GetUtcNow()));
        return keys;
    }

    private sealed record Snapshot(IReadOnlyList<KeyMaterial> Keys, DateTimeOffset ReadAt);
}
