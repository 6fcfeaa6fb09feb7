using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>Degraded while newer metadata is due, or none counts that should: sign-ins go on, but what was compromised since is not known, or attestation is not verified.</summary>
internal sealed class MetadataHealth(MetadataStore metadata) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (metadata.Current is { } blob)
        {
            return metadata.IsOverdue(blob)
                ? HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"FIDO metadata {blob.Number} is overdue since {blob.NextUpdate:yyyy-MM-dd}."))
                : HealthCheckResult.Healthy();
        }
        return metadata.IsConfigured ? HealthCheckResult.Degraded("There is no FIDO metadata that counts.") : HealthCheckResult.Healthy();
    }
}
