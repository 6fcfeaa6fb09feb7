using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>The metadata that the host has: read at the first need, then looked at anew from time to time. A BLOB that cannot be used never takes the place of one that can.</summary>
internal sealed partial class MetadataStore(
    IOptions<Fido2VerifierOptions> options, MetadataReader reader, IServiceProvider services, TimeProvider time, ILogger<MetadataStore> logger)
{
    private readonly Lock _loading = new();
    private volatile Loaded? _loaded;

    /// <summary>The metadata that counts, or null when there is none or it is too old to count.</summary>
    /// <exception cref="InvalidOperationException">It is read for the first time, and what is there cannot be used.</exception>
    public MetadataBlob? Current => Latest is { } blob && !IsTooOld(blob) ? blob : null;

    /// <summary>The metadata that there is, whatever its age, or null.</summary>
    /// <exception cref="InvalidOperationException">It is read for the first time, and what is there cannot be used.</exception>
    public MetadataBlob? Latest => (_loaded ?? LoadFirst()).Blob;

    /// <summary>Whether the host is to have metadata.</summary>
    public bool IsConfigured => options.Value is { MetadataFile: not null } or { MetadataCacheKey: not null };

    /// <summary>Whether a newer BLOB than this is due.</summary>
    public bool IsOverdue(MetadataBlob blob) => blob.NextUpdate < time.GetUtcNow();

    /// <summary>Looks for a newer BLOB. Whatever is wrong with it is logged.</summary>
    public void Reload()
    {
        try
        {
            lock (_loading)
                _loaded = Load(_loaded ?? Loaded.Nothing);
        }
        catch (Exception unusable) when (unusable is MetadataException or IOException or UnauthorizedAccessException)
        {
            LogUnusable(unusable.Message);
        }
        if (Latest is { } blob && IsOverdue(blob))
            LogOverdue(blob.Number, blob.NextUpdate);
    }

    private bool IsTooOld(MetadataBlob blob) => options.Value.MetadataGrace is { } grace && blob.NextUpdate + grace < time.GetUtcNow();

    private Loaded LoadFirst()
    {
        lock (_loading)
        {
            try
            {
                return _loaded ??= Load(Loaded.Nothing);
            }
            catch (MetadataException ranOut) when (ranOut.WasGood)
            {
                // Nothing that an operator did: the host starts, without metadata.
                LogUnusable(ranOut.Message);
                return _loaded = Loaded.Nothing;
            }
            catch (MetadataException unusable)
            {
                throw new InvalidOperationException($"The FIDO metadata cannot be used: {unusable.Message}", unusable);
            }
        }
    }

    private Loaded Load(Loaded before)
    {
        if (Fetch() is not { } text)
            return before;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        if (before.Hash.AsSpan().SequenceEqual(hash))
            return before;
        var blob = reader.Read(text);
        // §3.2: a number that goes back is an old BLOB played in again.
        if (before.Blob is { } known && blob.Number < known.Number)
            throw new MetadataException($"its number {blob.Number} is lower than {known.Number}, which is here already.");
        LogLoaded(blob.Number, blob.Count, blob.NextUpdate);
        return new Loaded(blob, hash);
    }

    private string? Fetch()
    {
        if (options.Value.MetadataFile is { } file)
            return File.ReadAllText(file);
        return options.Value.MetadataCacheKey is { } key ? FetchFromCache(key) : null;
    }

    // Whatever the cache throws, the host goes on with what it has: sign-ins need no metadata.
    private string? FetchFromCache(string key)
    {
        try
        {
            return services.GetRequiredService<IDistributedCache>().GetString(key);
        }
        catch (Exception unreachable) when (unreachable is not OutOfMemoryException)
        {
            LogUnusable(unreachable.Message);
            return null;
        }
    }

    [LoggerMessage(2410, LogLevel.Information, "FIDO metadata {Number} with {Count} models; the next is due on {NextUpdate:yyyy-MM-dd}")]
    private partial void LogLoaded(int number, int count, DateTimeOffset nextUpdate);

    [LoggerMessage(2411, LogLevel.Warning, "FIDO metadata {Number} is overdue since {NextUpdate:yyyy-MM-dd}: authenticators that were compromised since then are not known")]
    private partial void LogOverdue(int number, DateTimeOffset nextUpdate);

    [LoggerMessage(2412, LogLevel.Error, "FIDO metadata cannot be read or used, what was there stays: {Reason}")]
    private partial void LogUnusable(string reason);

    private sealed record Loaded(MetadataBlob? Blob, byte[] Hash)
    {
        public static Loaded Nothing { get; } = new(null, []);
    }
}
