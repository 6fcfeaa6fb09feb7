using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>Seals whatever waits for it, batch by batch.</summary>
internal sealed partial class AuditSealing(IServiceScopeFactory scopes, TimeProvider time, ILogger<AuditSealing> logger)
{
    private static readonly TimeSpan SaidAgain = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _said = new(StringComparer.Ordinal);

    /// <summary>Seals until nothing waits any more that is this node's to seal, and says how many entries that were.</summary>
    public async Task<long> SealAsync(CancellationToken ct)
    {
        var count = 0L;
        var except = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            // A scope a batch: what is tracked does not grow with what waits.
            await using var scope = scopes.CreateAsyncScope();
            var batch = await scope.ServiceProvider.GetRequiredService<AuditSealer>().SealAsync(except, ct);
            if (batch.IsEmpty)
                return count;
            // Whoever is at a chain goes on until nothing waits in it.
            except.UnionWith(batch.Skipped);
            except.UnionWith(batch.Broken.Select(broken => broken.Chain));
            foreach (var (chain, fault) in batch.Broken)
                Say(chain, fault);
            count += batch.Sealed;
        }
    }

    // Loud, and not with every sign-in.
    private void Say(string chain, string fault)
    {
        var now = time.GetUtcNow();
        if (_said.TryGetValue(chain, out var said) && now - said < SaidAgain)
            return;
        _said[chain] = now;
        LogBroken(chain, fault);
    }

    [LoggerMessage(1931, LogLevel.Critical, "The audit chain {Chain} is not sealed on: {Fault}. Somebody changed it in the database (docs/administration/audit.md)")]
    private partial void LogBroken(string chain, string fault);
}
