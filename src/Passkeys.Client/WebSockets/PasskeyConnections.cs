using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;

namespace Passkeys.Client.WebSockets;

/// <summary>The WebSockets of this process that people opened with a token. They end with it: when it expires, and when its passkey is removed.</summary>
public sealed partial class PasskeyConnections
{
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<PasskeyConnection, byte> _open = [];
    private readonly AccessTokens _tokens;
    private readonly IOptions<PasskeysBearerOptions> _options;
    private readonly TimeProvider _time;
    private readonly ClientMetrics _metrics;
    private readonly ILogger<PasskeyConnections> _logger;

    internal PasskeyConnections(AccessTokens tokens, IOptions<PasskeysBearerOptions> options, TimeProvider time, ClientMetrics metrics, ILogger<PasskeyConnections> logger) =>
        (_tokens, _options, _time, _metrics, _logger) = (tokens, options, time, metrics, logger);

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Opens the WebSocket of a request that a bearer token or a ticket authenticated. The application needs <c>UseWebSockets()</c>.</summary>
    /// <param name="http">The request.</param>
    /// <param name="protocol">The subprotocol to speak, one of those offered. Null: the first offered that is no ticket.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="InvalidOperationException">The request is no WebSocket's, or no token authenticated it: the endpoint lacks <c>RequirePasskey()</c>.</exception>
    public async Task<PasskeyConnection> AcceptAsync(HttpContext http, string? protocol = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var bearer = http.Features.Get<BearerFeature>() ?? throw new InvalidOperationException("No access token authenticated this request. Put RequirePasskey() on the endpoint.");
        var socket = await http.WebSockets.AcceptWebSocketAsync(protocol ?? SocketTickets.ProtocolOf(http.Request));
        var connection = new PasskeyConnection(this, socket, bearer, _time.GetUtcNow()) { AskedAt = _time.GetUtcNow() };
        _open[connection] = 0;
        _metrics.Opened();
        return connection;
    }

    /// <summary>Asks the provider now whether the tokens of a person's connections live, and closes those whose do not. Without introspection all of the person's are closed.</summary>
    /// <param name="subject">The person (<c>sub</c>).</param>
    /// <param name="ct">Cancels.</param>
    public async Task CheckPersonAsync(string subject, CancellationToken ct)
    {
        var theirs = _open.Keys.Where(connection => connection.User.HasClaim("sub", subject)).ToArray();
        if (_options.Value.Introspection.ClientId is not null)
            await CheckAsync(theirs, ct);
        else
            await Task.WhenAll(theirs.Select(connection => EndAsync(connection, "token_ended")));
    }

    /// <summary>Closes what has expired, and asks the provider about what it was not asked about for the interval.</summary>
    internal async Task CheckDueAsync(CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        await Task.WhenAll(_open.Keys.Where(connection => now >= connection.ExpiresAt + _options.Value.ClockSkew).Select(connection => EndAsync(connection, "token_expired")));
        if (_options.Value.Introspection.ClientId is not null)
            await CheckAsync([.. _open.Keys.Where(connection => now - connection.AskedAt >= _options.Value.ConnectionCheckInterval)], ct);
    }

    internal void Remove(PasskeyConnection connection)
    {
        if (_open.TryRemove(connection, out _))
            _metrics.Gone();
    }

    // Connections of one token cost one question.
    private Task CheckAsync(IReadOnlyCollection<PasskeyConnection> connections, CancellationToken ct) => Parallel.ForEachAsync(
        connections.GroupBy(connection => connection.AccessToken, StringComparer.Ordinal),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
        async (group, stop) => await ApplyAsync([.. group], await _tokens.CheckAgainAsync(group.Key, stop)));

    // One that is stuck must not keep the others waiting.
    private Task ApplyAsync(IReadOnlyCollection<PasskeyConnection> connections, TokenOutcome outcome)
    {
        var now = _time.GetUtcNow();
        foreach (var connection in connections)
        {
            connection.AskedAt = now;
            if (outcome is TokenOutcome.Accepted)
                connection.CheckedAt = now;
        }

        return Task.WhenAll(connections.Where(connection => HasEnded(connection, outcome, now)).Select(connection => EndAsync(connection, "token_ended")));
    }

    private bool HasEnded(PasskeyConnection connection, TokenOutcome outcome, DateTimeOffset now) => outcome switch
    {
        TokenOutcome.Accepted => false,
        TokenOutcome.Refused { Why: UnauthorizedReason.ProviderUnavailable } => now - connection.CheckedAt >= _options.Value.UncheckedConnectionLifetime,
        _ => true,
    };

    private async Task EndAsync(PasskeyConnection connection, string reason)
    {
        if (!await connection.EndAsync(reason))
            return;
        _metrics.Closed(reason);
        LogClosed(reason);
    }

    [LoggerMessage(7201, LogLevel.Information, "A WebSocket was closed: {Reason}")]
    private partial void LogClosed(string reason);
}
