using System.Diagnostics.Metrics;
using Passkeys.IdentityServer.Ceremonies;

namespace Passkeys.IdentityServer.Embedded.Logout;

/// <summary>Counts what became of back-channel logouts.</summary>
internal sealed class LogoutMetrics
{
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _undelivered;

    public LogoutMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(CeremonyTelemetry.Name);
        _delivered = meter.CreateCounter<long>("passkeys.logouts.delivered", "{notification}", "Clients told that a session ended, by client.");
        _failed = meter.CreateCounter<long>("passkeys.logouts.failed", "{attempt}", "Attempts that failed, by client and reason; most are tried again.");
        _undelivered = meter.CreateCounter<long>("passkeys.logouts.undelivered", "{notification}", "Clients that could not be told, by client.");
    }

    public void Delivered(string clientId) => _delivered.Add(1, new KeyValuePair<string, object?>("client", clientId));

    public void Failed(string clientId, string reason) => _failed.Add(1, new("client", clientId), new("reason", reason));

    public void Undelivered(string clientId) => _undelivered.Add(1, new KeyValuePair<string, object?>("client", clientId));
}
