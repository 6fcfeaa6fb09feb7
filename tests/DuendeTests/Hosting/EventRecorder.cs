using System.Collections.Concurrent;
using Duende.IdentityServer.Events;
using Duende.IdentityServer.Services;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>A sink of the host's own for Duende's events.</summary>
public sealed class EventRecorder : IEventSink
{
    private readonly ConcurrentQueue<Event> _events = [];

    /// <summary>What was raised so far.</summary>
    public IEnumerable<Event> Events => _events;

    public Task PersistAsync(Event evt)
    {
        _events.Enqueue(evt);
        return Task.CompletedTask;
    }
}
