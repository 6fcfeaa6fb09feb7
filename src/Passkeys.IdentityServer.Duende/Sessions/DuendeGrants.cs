using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Duende.Sessions;

/// <summary>
/// Clears away what Duende keeps for sessions that have ended, and has it tell their clients. It comes after the commit: Duende's
/// store is one of its own. Until then, and if it never comes, nothing of it is good for anything, because every use asks for the session.
/// </summary>
/// <param name="afterCommit">Waits for the commit.</param>
/// <param name="store">Duende's grants.</param>
/// <param name="ended">Remembers whose clients were told.</param>
/// <param name="management">Duende's server-side sessions; null where the host has none. Then a client learns of a sign-out, but not of a passkey's removal.</param>
internal sealed class DuendeGrants(AfterCommit afterCommit, IPersistedGrantStore store, EndedSessions ended, ISessionManagementService? management = null) : IEngineGrants
{
    public Task EndAsync(IReadOnlyCollection<string> sessionIds, CancellationToken ct)
    {
        foreach (var sessionId in sessionIds)
            afterCommit.Run(() => management is null ? RemoveGrantsAsync(sessionId) : RemoveSessionAsync(management, sessionId));
        return Task.CompletedTask;
    }

    private Task RemoveGrantsAsync(string sessionId) => store.RemoveAllAsync(new PersistedGrantFilter { SessionId = sessionId, Types = DuendeGrantTypes.Tokens });

    private Task RemoveSessionAsync(ISessionManagementService sessions, string sessionId)
    {
        ended.Add(sessionId);
        return sessions.RemoveSessionsAsync(new RemoveSessionsContext
        {
            SessionId = sessionId,
            RemoveServerSideSession = true,
            RevokeTokens = true,
            RevokeConsents = false,
            SendBackchannelLogoutNotification = true,
        });
    }
}
