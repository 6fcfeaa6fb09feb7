using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administrators;

/// <summary>
/// The roles of administrators, kept as claims of people. A role for one pool names it: <c>pool-administrator:customers</c>; whoever holds it may be of another pool.
/// </summary>
public static class AdministratorRole
{
    /// <summary>The claim's type.</summary>
    public const string ClaimType = "passkeys.role";

    /// <summary>Administers every pool, and what belongs to none: pools themselves, applications, administrators.</summary>
    public const string Platform = "platform-administrator";

    /// <summary>Reads everything and changes nothing.</summary>
    public const string Auditor = "auditor";

    private const string PoolAdministratorPrefix = "pool-administrator:";
    private const string PoolAuditorPrefix = "auditor:";

    /// <summary>Administers one pool: its rules, its people, its webhooks.</summary>
    public static string PoolAdministrator(PoolId pool) => PoolAdministratorPrefix + pool.Value;

    /// <summary>Reads everything of one pool and changes nothing.</summary>
    public static string PoolAuditor(PoolId pool) => PoolAuditorPrefix + pool.Value;

    /// <summary>Whether a text is a role.</summary>
    public static bool IsOne(string text) => text is Platform or Auditor || PoolOf(text) is not null;

    /// <summary>The pool that a role is for, or null: for all of them, or no role.</summary>
    public static PoolId? PoolOf(string role) =>
        After(PoolAdministratorPrefix, role) is { } administered ? administered : After(PoolAuditorPrefix, role);

    internal static bool IsPoolAdministrator(string role) => role.StartsWith(PoolAdministratorPrefix, StringComparison.Ordinal);

    private static PoolId? After(string prefix, string role) =>
        role.StartsWith(prefix, StringComparison.Ordinal) && PoolId.TryParse(role[prefix.Length..], out var pool) ? pool : null;
}
