using System.Diagnostics.Metrics;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Counts what the token endpoint answers.</summary>
internal sealed class TokenMetrics
{
    private readonly Counter<long> _issued;
    private readonly Counter<long> _refused;

    public TokenMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(CeremonyTelemetry.Name);
        _issued = meter.CreateCounter<long>("passkeys.tokens.issued", "{response}", "Token responses, by grant type and pool.");
        _refused = meter.CreateCounter<long>("passkeys.tokens.refused", "{response}", "Refused token requests, by grant type and error.");
    }

    public void Issued(string grantType, PoolId? pool) =>
        _issued.Add(1, new("grant_type", grantType), new("pool", pool?.Value));

    public void Refused(string? grantType, string error) =>
        _refused.Add(1, new("grant_type", grantType), new("error", error));
}
