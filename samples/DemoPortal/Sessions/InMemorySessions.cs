using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DemoPortal.Sessions;

/// <summary>The portal's own sessions. A portal on several machines keeps them in its database instead.</summary>
internal sealed class InMemorySessions(TimeProvider time) : ITicketStore
{
    private readonly ConcurrentDictionary<string, AuthenticationTicket> _tickets = new(StringComparer.Ordinal);

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        RemoveWhere(HasExpired);
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _tickets[key] = ticket;
        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        // A session that the provider ended meanwhile stays ended.
        if (_tickets.TryGetValue(key, out var known))
            _tickets.TryUpdate(key, ticket, known);
        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(_tickets.GetValueOrDefault(key));

    public Task RemoveAsync(string key)
    {
        _tickets.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    /// <summary>Ends what stands on a session of the provider or, when none is named, everything of a person.</summary>
    public void End(string? sessionId, string? subject) => RemoveWhere(ticket =>
        sessionId is null ? ticket.Principal.HasClaim("sub", subject!) : ticket.Principal.HasClaim("sid", sessionId));

    private bool HasExpired(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc < time.GetUtcNow();

    private void RemoveWhere(Func<AuthenticationTicket, bool> ends)
    {
        foreach (var (key, _) in _tickets.Where(session => ends(session.Value)))
            _tickets.TryRemove(key, out _);
    }
}
