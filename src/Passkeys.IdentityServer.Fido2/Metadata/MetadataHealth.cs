using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>Degraded while newer metadata is due: registrations go on, but what was compromised since is not known.</summary>
internal sealed class MetadataHealth(MetadataStore metadata) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(metadata.Latest is { } blob && metadata.IsOverdue(blob)
            ? HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"FIDO metadata {blob.Number} is overdue since {blob.NextUpdate:yyyy-MM-dd}."))
            : HealthCheckResult.Healthy());
}
