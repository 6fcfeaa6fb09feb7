using System.Diagnostics.Metrics;

namespace Passkeys.Client;

/// <summary>What this package counts. Nothing of a token or a person is a tag.</summary>
internal sealed class ClientMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _introspections;
    private readonly Counter<long> _keyReads;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _closed;

    public ClientMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(PasskeysClientDefaults.MeterName);
        _accepted = meter.CreateCounter<long>("passkeys.client.tokens.accepted", "{token}", "Access tokens that were accepted.");
        _refused = meter.CreateCounter<long>("passkeys.client.requests.refused", "{request}", "Requests that were refused, by reason.");
        _introspections = meter.CreateCounter<long>("passkeys.client.introspections", "{request}", "Questions to the provider's introspection endpoint, by what came of it.");
        _keyReads = meter.CreateCounter<long>("passkeys.client.keys.read", "{request}", "Times that the provider's keys were read, by what came of it.");
        _connections = meter.CreateUpDownCounter<long>("passkeys.client.connections", "{connection}", "WebSocket connections that are open.");
        _closed = meter.CreateCounter<long>("passkeys.client.connections.closed", "{connection}", "WebSocket connections that were closed with their token, by reason.");
    }

    public void Accepted() => _accepted.Add(1);

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Introspected(string outcome) => _introspections.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void KeysRead(string outcome) => _keyReads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Opened() => _connections.Add(1);

    public void Gone() => _connections.Add(-1);

    public void Closed(string reason) => _closed.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
