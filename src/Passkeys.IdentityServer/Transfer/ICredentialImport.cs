using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>
/// Brings people and their passkeys into a pool. The whole file is looked at first; with an error nothing is stored. Then it is stored in batches, so that an import that was
/// interrupted goes on where it was when the same file comes again.
/// </summary>
public interface ICredentialImport
{
    /// <summary>Imports a file to its end.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="request">How.</param>
    /// <param name="file">The file. It is read once, to its end.</param>
    /// <param name="by">Who does it. They add to nobody who may do more than they.</param>
    /// <param name="progress">Is told after each batch; null: nobody is.</param>
    /// <param name="ct">Cancels between two batches.</param>
    /// <exception cref="Json.InvalidMemberException">The format or the RP ID is not one.</exception>
    Task<ImportOutcome> ImportAsync(Pool pool, ImportRequest request, Stream file, Administrator by, IProgress<ImportProgress>? progress, CancellationToken ct);

    /// <summary>Looks at a file, and stores it in the background: <see cref="ImportOutcome.Checked"/> tells the import to ask for.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="request">How.</param>
    /// <param name="file">The file. It is read once, to its end.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels the look at the file.</param>
    /// <exception cref="Json.InvalidMemberException">The format or the RP ID is not one.</exception>
    Task<ImportOutcome> StartAsync(Pool pool, ImportRequest request, Stream file, Administrator by, CancellationToken ct);

    /// <summary>The imports into a pool, the newest first.</summary>
    Task<Listed<ImportState>> ListAsync(PoolId pool, ListQuery query, CancellationToken ct);

    /// <summary>An import, or null.</summary>
    Task<ImportState?> FindAsync(PoolId pool, Guid id, CancellationToken ct);
}
