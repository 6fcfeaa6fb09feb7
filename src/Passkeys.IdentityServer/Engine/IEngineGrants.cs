namespace Passkeys.IdentityServer.Engine;

/// <summary>What the engine issued on sessions of ours.</summary>
public interface IEngineGrants
{
    /// <summary>Ends everything issued on these sessions. Runs in the transaction in which the sessions end, where the engine shares the database.</summary>
    Task EndAsync(IReadOnlyCollection<string> sessionIds, CancellationToken ct);
}
