using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>
/// The clients by id, in memory, for every request asks: those of the configuration, and those that administrators registered as they were a few seconds ago at most
/// (<see cref="ClientDirectoryRefresh"/>).
/// </summary>
internal sealed partial class ClientDirectory(
    IOptions<EmbeddedProviderOptions> options, IServiceScopeFactory scopes, TimeProvider time, ILogger<ClientDirectory> logger) : IEngineClients, IDisposable
{
    // Beyond, everything is read at once: a list of ids has its limits in every database.
    private const int MostOfOneByOne = 100;

    private readonly ConditionalWeakTable<Client, IReadOnlyList<ClientKey>> _keys = [];
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile ClientSnapshot _clients = new([.. options.Value.Clients], []);
    private long _lookedAt;

    /// <summary>Whether there is anyone to tell when sessions end.</summary>
    public bool AnyWantsLogouts => _clients.AnyWantsLogouts;

    /// <summary>The pools of all clients.</summary>
    public PoolId[] Pools => _clients.Pools;

    /// <summary>The origins whose pages may read answers, but for those of pools.</summary>
    public IReadOnlySet<string> Origins => _clients.Origins;

    public Client? Find(string clientId) => _clients.Find(clientId);

    /// <summary>The same; a client that this node has not met may have been registered at another a moment ago.</summary>
    public async ValueTask<Client?> SeekAsync(string clientId, CancellationToken ct) =>
        Find(clientId) ?? (clientId.Length is > 0 and <= RegisteredClientRules.LongestId && await LookAgainAsync(ct) ? Find(clientId) : null);

    /// <summary>Reads the clients, unless that was done for somebody within the last second: strangers can make up ids without end.</summary>
    public async ValueTask<bool> LookAgainAsync(CancellationToken ct)
    {
        var (now, last) = (time.GetUtcNow().UtcTicks, Interlocked.Read(ref _lookedAt));
        if ((now >= last && now - last < TimeSpan.TicksPerSecond) || Interlocked.CompareExchange(ref _lookedAt, now, last) != last)
            return false;
        return await TryRefreshAsync(ct);
    }

    /// <summary>The keys with which the client authenticates; none for most.</summary>
    public IReadOnlyList<ClientKey> KeysOf(Client client) => client.Jwks is { } jwks ? _keys.GetValue(client, _ => ClientKey.ReadSet(jwks)) : [];

    public async ValueTask<EngineClient?> FindAsync(string clientId, CancellationToken ct) =>
        await SeekAsync(clientId, ct) is { } client ? Describe(client) : null;

    public static EngineClient Describe(Client client) =>
        new(client.ClientId, client.Name ?? client.ClientId, [.. client.Pools.Select(pool => new PoolId(pool))]);

    /// <summary>Reads what was changed; false when that could not be done, and what was known stays known.</summary>
    public async Task<bool> TryRefreshAsync(CancellationToken ct)
    {
        // One after the other: what was read before a change must not take the place of what was read after it.
        await _reading.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            _clients = await ReadAsync(scope.ServiceProvider.GetRequiredService<PasskeysDbContext>(), _clients, ct);
            return true;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // A host may start before its database, and outlive its absence.
            LogFailed(failure.Message);
            return false;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<ClientSnapshot> ReadAsync(PasskeysDbContext db, ClientSnapshot known, CancellationToken ct)
    {
        var versions = await db.RegisteredClients.AsNoTracking().Select(c => new { c.ClientId, c.Version }).ToListAsync(ct);
        var changed = versions.Where(each => known.FindRegistered(each.ClientId, each.Version) is null).Select(each => each.ClientId).ToList();
        if (changed.Count == 0 && versions.Count == known.RegisteredCount)
            return known;
        var rows = db.RegisteredClients.AsNoTracking();
        var read = changed.Count == 0 ? [] : await (changed.Count > MostOfOneByOne ? rows : rows.Where(c => changed.Contains(c.ClientId))).ToListAsync(ct);
        var registered = versions.Select(each => known.FindRegistered(each.ClientId, each.Version)).OfType<RegisteredVersion>().ToDictionary(each => each.ClientId, StringComparer.Ordinal);
        foreach (var row in read)
        {
            var document = RegisteredClientDocument.Read(row);
            if (document is null)
                LogUnreadable(row.ClientId);
            registered[row.ClientId] = new RegisteredVersion(row.ClientId, row.Version, document?.ToClient(row), document is { IsAddition: true } ? document.Settings.Pools : []);
        }
        return new ClientSnapshot([.. options.Value.Clients], registered.Values);
    }

    [LoggerMessage(5501, LogLevel.Warning, "The registered clients could not be read; trying again soon: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(5502, LogLevel.Error, "The registered client {ClientId} cannot be read; it gets nothing")]
    private partial void LogUnreadable(string clientId);
}
