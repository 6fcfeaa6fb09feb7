namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>The sessions that ended in this request and whose clients Duende was told to tell.</summary>
internal sealed class EndedSessions
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public void Add(string sessionId) => _ids.Add(sessionId);

    public bool Contains(string sessionId) => _ids.Contains(sessionId);
}
