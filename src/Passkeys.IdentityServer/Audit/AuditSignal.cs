using Passkeys.IdentityServer.Storage.Outboxes;

namespace Passkeys.IdentityServer.Audit;

/// <summary>Wakes this node's sealing once an entry is committed.</summary>
internal sealed class AuditSignal : OutboxSignal
{
    public Task RaiseAsync()
    {
        Raise();
        return Task.CompletedTask;
    }
}
