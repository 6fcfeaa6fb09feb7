using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>Writes the people of a pool and what is public of their passkeys. No password, no code, no session and no key of the host is among it.</summary>
public interface ICredentialExport
{
    /// <summary>Writes JSON lines: a header, then one person a line. It is audited before the first byte.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many people there were.</returns>
    Task<int> WriteAsync(Pool pool, Administrator by, Stream output, CancellationToken ct);
}
