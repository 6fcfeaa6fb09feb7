namespace Passkeys.IdentityServer.Storage.Outboxes;

/// <summary>What is still to be told to somebody outside: written in the transaction of what happened, delivered afterwards by any node.</summary>
/// <typeparam name="TItem">One thing to be told.</typeparam>
public interface IOutbox<TItem>
{
    /// <summary>What is due, the longest waiting first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    Task<List<TItem>> FindDueAsync(int most, CancellationToken ct);

    /// <summary>When the next one is due (UTC), or null when none is left.</summary>
    /// <param name="ct">Cancels.</param>
    Task<DateTimeOffset?> FindNextAsync(CancellationToken ct);

    /// <summary>Tries once, unless another node does.</summary>
    /// <param name="item">One that is due.</param>
    /// <param name="ct">Cancels.</param>
    Task DeliverAsync(TItem item, CancellationToken ct);
}
