using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Trail;

/// <summary>The audit, for administrators to read: the newest entries first. Whether they may is the caller's to ask.</summary>
public interface IAdministeredAudit
{
    /// <summary>A part of a pool's entries, since the pool came to be.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="query">Which part. Searched for is what stands as the whole of a member: an id, an address, a client, a reason; or the identifier of a person.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="InvalidMemberException">The cursor is none.</exception>
    Task<Listed<AuditEntry>> ListAsync(Pool pool, AuditFilter filter, ListQuery query, CancellationToken ct);

    /// <summary>A part of the entries that belong to no pool.</summary>
    Task<Listed<AuditEntry>> ListWithoutPoolAsync(AuditFilter filter, ListQuery query, CancellationToken ct);

    /// <summary>A part of all entries, of all pools and of none.</summary>
    Task<Listed<AuditEntry>> ListAllAsync(AuditFilter filter, ListQuery query, CancellationToken ct);

    /// <summary>Writes all entries that a list would have in its parts, one JSON object a line, each with its <c>sequence</c> and <c>hash</c> once it is sealed.</summary>
    /// <param name="list">A list of this interface.</param>
    /// <param name="to">Where they are written to.</param>
    /// <param name="ct">Cancels.</param>
    Task ExportAsync(Func<ListQuery, Task<Listed<AuditEntry>>> list, Stream to, CancellationToken ct);

    /// <summary>What people of a pool are called, by their ids; who is gone is not among them.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(PoolId pool, IEnumerable<string> people, CancellationToken ct);
}
