using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>The pools as administrators have them: also the disabled ones. Whoever changes one is held to their reach here; whoever only reads is held to it by the caller, except in lists.</summary>
public interface IAdministeredPools
{
    /// <summary>Finds a pool, enabled or not, or null.</summary>
    Task<Pool?> FindAsync(PoolId pool, CancellationToken ct);

    /// <summary>The pools within reach, by id. What is searched for is the beginning of an id or of a name.</summary>
    /// <exception cref="Json.InvalidMemberException">The cursor is none of this list.</exception>
    Task<Listed<Pool>> ListAsync(Administrator who, ListQuery query, CancellationToken ct);

    /// <summary>Makes a pool. For platform administrators.</summary>
    Task<PoolOutcome> CreateAsync(Administrator who, PoolDraft draft, CancellationToken ct);

    /// <summary>
    /// Puts a draft in the place of a pool. What concerns everybody at its domain (<c>rpId</c>, <c>formerRpIds</c>, <c>relatedOrigins</c>, <c>androidApps</c>, <c>appleApps</c>) only a
    /// platform administrator changes.
    /// </summary>
    /// <param name="who">Who does it.</param>
    /// <param name="pool">The pool; the draft's id is the same.</param>
    /// <param name="draft">What it is to be, as a whole. Begin with <see cref="PoolDraft.Of"/> to change a part.</param>
    /// <param name="version">The version that the change was made for: <see cref="PoolOutcome.Stale"/> when it has another by now.</param>
    /// <param name="ct">Cancels.</param>
    Task<PoolOutcome> ReplaceAsync(Administrator who, PoolId pool, PoolDraft draft, Guid version, CancellationToken ct);

    /// <summary>Deletes a pool with everybody and everything in it; its audit stays. For platform administrators. <see cref="PoolOutcome.Saved"/> has the pool as it was.</summary>
    /// <param name="who">Who does it.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="version">The version that it must have, or null for any.</param>
    /// <param name="ct">Cancels.</param>
    Task<PoolOutcome> DeleteAsync(Administrator who, PoolId pool, Guid? version, CancellationToken ct);

    /// <summary>What was changed of a pool, newest first.</summary>
    /// <exception cref="Json.InvalidMemberException">The cursor is none of this list.</exception>
    Task<Listed<PoolChange>> ListChangesAsync(PoolId pool, ListQuery query, CancellationToken ct);

    /// <summary>A pool's rules as one JSON file. Nothing in it is secret, and nobody of the pool is in it.</summary>
    string Export(Pool pool);

    /// <summary>Reads such a file: makes the pool that it names, or puts it in the place of an existing one, whatever its version.</summary>
    /// <param name="who">Who does it.</param>
    /// <param name="json">The file.</param>
    /// <param name="target">The pool to replace, or null to make a new one under the id in the file.</param>
    /// <param name="ct">Cancels.</param>
    Task<PoolOutcome> ImportAsync(Administrator who, string json, PoolId? target, CancellationToken ct);
}
