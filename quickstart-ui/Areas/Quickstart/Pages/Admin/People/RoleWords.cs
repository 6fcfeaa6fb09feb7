using Passkeys.IdentityServer.Administrators;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.People;

/// <summary>Roles as forms and pages name them.</summary>
public static class RoleWords
{
    /// <summary>The role of a form's two fields: what it is, and for which pool. What is no role stays none.</summary>
    public static string Compose(string? kind, string? pool) =>
        kind is AdministratorRole.Platform or AdministratorRole.Auditor ? kind : $"{(kind == "pool-auditor" ? "auditor" : "pool-administrator")}:{pool?.Trim()}";

    /// <summary>The key of the words for a role.</summary>
    public static string KeyOf(string role) => role switch
    {
        AdministratorRole.Platform => "Administrators.Role.Platform",
        AdministratorRole.Auditor => "Administrators.Role.Auditor",
        _ when role.StartsWith("auditor:", StringComparison.Ordinal) => "Administrators.Role.PoolAuditor",
        _ => "Administrators.Role.PoolAdministrator",
    };
}
