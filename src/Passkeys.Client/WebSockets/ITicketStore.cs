namespace Passkeys.Client.WebSockets;

/// <summary>
/// Keeps tickets until they are used. The default is in memory and good for one process: an application on several nodes registers one that they share, or sends the
/// request for a ticket and the WebSocket to the same node. What is stored is sealed with the ticket itself, so a store that leaks gives nobody a token.
/// </summary>
public interface ITicketStore
{
    /// <summary>Stores a ticket.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask AddAsync(StoredTicket ticket, CancellationToken ct);

    /// <summary>Takes a ticket out: of any number of callers, on any node, one gets it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The ticket, or null when there is none of this id, or no more.</returns>
    ValueTask<StoredTicket?> TakeAsync(string id, CancellationToken ct);
}

/// <summary>A ticket as it is stored.</summary>
/// <param name="Id">Its id, which says nothing of the ticket: 43 characters of base64url.</param>
/// <param name="Sealed">The access token and the path, encrypted with the ticket. A few kilobytes at most.</param>
/// <param name="ExpiresAt">When it can be thrown away (UTC).</param>
public sealed record StoredTicket(string Id, ReadOnlyMemory<byte> Sealed, DateTimeOffset ExpiresAt);
