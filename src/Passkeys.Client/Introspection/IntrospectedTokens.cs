using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;

namespace Passkeys.Client.Introspection;

/// <summary>
/// Answers of the introspection endpoint (RFC 7662), each kept for a moment: whatever asks of one token within it asks the provider once, also at the same time.
/// Tokens are kept as hashes.
/// </summary>
internal sealed class IntrospectedTokens(IntrospectionEndpoint endpoint, IOptions<PasskeysBearerOptions> options, TimeProvider time)
{
    // Strangers can send any number of tokens. Beyond this the oldest answers go, which costs questions and nothing else.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    /// <summary>What the token is worth.</summary>
    /// <exception cref="Providers.ProviderUnavailableException">The provider cannot be asked.</exception>
    public async Task<TokenOutcome> CheckAsync(string token, CancellationToken ct)
    {
        var key = KeyOf(token);
        var now = time.GetUtcNow();
        if (!_answers.TryGetValue(key, out var answer) || now >= answer.KeptUntil)
            answer = Ask(key, token, now);
        try
        {
            var outcome = await answer.Outcome.Value.WaitAsync(ct);
            return outcome is TokenOutcome.Accepted { ExpiresAt: var end } && time.GetUtcNow() >= end + options.Value.ClockSkew
                ? new TokenOutcome.Refused(UnauthorizedReason.Expired)
                : outcome;
        }
        catch (Providers.ProviderUnavailableException)
        {
            // The next request may be luckier.
            _answers.TryRemove(new KeyValuePair<string, Answer>(key, answer));
            throw;
        }
    }

    /// <summary>The next question about this token goes to the provider.</summary>
    public void Forget(string token) => _answers.TryRemove(KeyOf(token), out _);

    /// <summary>All next questions go to the provider.</summary>
    public void ForgetAll() => _answers.Clear();

    private Answer Ask(string key, string token, DateTimeOffset now)
    {
        if (_answers.Count >= Most)
            MakeRoom(now);
        // Not cancelled with the request that asked first: others wait for the same answer.
        var answer = new Answer(new Lazy<Task<TokenOutcome>>(() => endpoint.AskAsync(token)), now + options.Value.Introspection.CacheDuration);
        return _answers.AddOrUpdate(key, answer, (_, known) => now >= known.KeptUntil ? answer : known);
    }

    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var old in _answers.Where(each => now >= each.Value.KeptUntil).ToArray())
            _answers.TryRemove(old);
        if (_answers.Count >= Most)
            _answers.Clear();
    }

    private static string KeyOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Answer(Lazy<Task<TokenOutcome>> Outcome, DateTimeOffset KeptUntil);
}
