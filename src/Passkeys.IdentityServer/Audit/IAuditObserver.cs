namespace Passkeys.IdentityServer.Audit;

/// <summary>Is told what was audited, once it is certain: after the commit, in the request that did it.</summary>
public interface IAuditObserver
{
    /// <summary>Takes note. What it throws is logged and changes nothing: the entry is written.</summary>
    /// <param name="entry">The entry as it was saved; not to be changed.</param>
    Task ObserveAsync(AuditEntry entry);
}
