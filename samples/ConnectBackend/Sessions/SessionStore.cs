using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ConnectBackend.Sessions;

/// <summary>The sessions of the app, in memory, by the hashes of their tokens. Yours are where all nodes reach them.</summary>
internal sealed class SessionStore(TimeProvider time)
{
    /// <summary>How long a session lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(3);

    private readonly ConcurrentDictionary<string, (string AccountId, DateTimeOffset ExpiresAt)> _sessions = new(StringComparer.Ordinal);

    /// <summary>A new session: the token that stands for it.</summary>
    public string Begin(string accountId)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _sessions[HashOf(token)] = (accountId, time.GetUtcNow() + Lifetime);
        return token;
    }

    /// <summary>Whose session it is, or null.</summary>
    public string? Find(string token) => _sessions.TryGetValue(HashOf(token), out var session) && time.GetUtcNow() < session.ExpiresAt ? session.AccountId : null;

    /// <summary>Ends it.</summary>
    public void End(string token) => _sessions.TryRemove(HashOf(token), out _);

    private static string HashOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
