namespace Passkeys.IdentityServer.Audit;

/// <summary>Writes down, in the unit of work of an entry, who is to be told of it. Webhooks implement it.</summary>
internal interface IAuditOutbox
{
    /// <summary>Adds what is to be told; the caller saves. It asks nothing of the database: it runs in every call that is audited.</summary>
    void Add(AuditEntry entry);
}
