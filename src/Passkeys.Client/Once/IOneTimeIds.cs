namespace Passkeys.Client.Once;

/// <summary>
/// Remembers ids that count once: of signed results that were verified here, and of webhooks that were handled. The default is in memory and good for one process; an application
/// on several nodes registers one that they share.
/// </summary>
public interface IOneTimeIds
{
    /// <summary>Remembers an id.</summary>
    /// <param name="purpose">What it is the id of: <c>result</c> or <c>webhook</c>.</param>
    /// <param name="id">The id.</param>
    /// <param name="until">How long it has to be remembered (UTC).</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>True for exactly one caller, on any node; false when it was known already.</returns>
    ValueTask<bool> TryAddAsync(string purpose, string id, DateTimeOffset until, CancellationToken ct);

    /// <summary>Forgets an id, because what it stood for did not succeed and may come again.</summary>
    /// <param name="purpose">What it is the id of.</param>
    /// <param name="id">The id.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask RemoveAsync(string purpose, string id, CancellationToken ct);
}
