using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>How much strangers may write into the audit trail: <see cref="EmbeddedProviderOptions.AuditedRefusalsPerMinute"/>.</summary>
internal sealed class RefusalBudget(IOptions<EmbeddedProviderOptions> options) : IDisposable
{
    private readonly FixedWindowRateLimiter _limiter = new(new FixedWindowRateLimiterOptions
    {
        PermitLimit = options.Value.AuditedRefusalsPerMinute,
        Window = TimeSpan.FromMinutes(1),
    });

    public bool TrySpend() => _limiter.AttemptAcquire().IsAcquired;

    public void Dispose() => _limiter.Dispose();
}
