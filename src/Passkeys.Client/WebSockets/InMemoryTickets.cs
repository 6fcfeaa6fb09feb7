using System.Collections.Concurrent;

namespace Passkeys.Client.WebSockets;

/// <summary>Tickets of one process.</summary>
internal sealed class InMemoryTickets(TimeProvider time) : ITicketStore
{
    private const int SweepAbove = 1000;

    private readonly ConcurrentDictionary<string, StoredTicket> _tickets = new(StringComparer.Ordinal);

    public ValueTask AddAsync(StoredTicket ticket, CancellationToken ct)
    {
        if (_tickets.Count > SweepAbove)
            Sweep();
        _tickets[ticket.Id] = ticket;
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredTicket?> TakeAsync(string id, CancellationToken ct) =>
        ValueTask.FromResult(_tickets.TryRemove(id, out var ticket) ? ticket : null);

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var old in _tickets.Where(each => now >= each.Value.ExpiresAt).ToArray())
            _tickets.TryRemove(old);
    }
}
