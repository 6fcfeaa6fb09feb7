using System.Collections.Concurrent;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>How far this process has seen each chain. An end that goes back was put back: its seal alone, being an old one, would not tell.</summary>
internal sealed class AuditEnds
{
    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes note of an end.</summary>
    public void Note(string chain, long sequence) => _seen.AddOrUpdate(chain, sequence, (_, seen) => Math.Max(seen, sequence));

    /// <summary>The latest end that was seen; 0: none. Asked before the end is read, so that what is sealed in between is no end that went back.</summary>
    public long Of(string chain) => _seen.GetValueOrDefault(chain);
}
