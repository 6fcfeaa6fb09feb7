using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Transfer.Formats;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>What is imported where, how and by whom.</summary>
/// <param name="Target">The pool.</param>
/// <param name="Request">How.</param>
/// <param name="Format">Reads the file.</param>
/// <param name="File">The file.</param>
/// <param name="By">Who does it.</param>
internal sealed record ImportPlan(Pool Target, ImportRequest Request, IImportFormat Format, ImportFile File, Administrator By)
{
    /// <summary>The pool's id.</summary>
    public PoolId Pool => Target.Id;
}
