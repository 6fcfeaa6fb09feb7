using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>What is to be changed of an account. What is null stays.</summary>
public sealed record AccountChange
{
    /// <summary>The new identifier: 1 to 256 characters, none of them a control character.</summary>
    public string? Identifier { get; init; }

    /// <summary>The new display name, at most 200 characters; empty for none.</summary>
    public string? DisplayName { get; init; }

    /// <summary><see cref="UserStatus.Active"/> or <see cref="UserStatus.Suspended"/>.</summary>
    public UserStatus? Status { get; init; }
}

/// <summary>Makes, changes and removes accounts for administrators. Each act is audited in its transaction; what touches a person's access is mailed to them.</summary>
public interface IAccountActs
{
    /// <summary>Makes a person, who waits for an invitation.</summary>
    Task<ActOutcome<AdministeredUser>> CreateAsync(Pool pool, string identifier, string? displayName, Administrator who, CancellationToken ct);

    /// <summary>
    /// Changes an account. Suspending ends its sessions and tokens at once, and what codes it has; another identifier makes the codes that were mailed to the
    /// former one worthless.
    /// </summary>
    Task<ActOutcome<AdministeredUser>> ChangeAsync(Pool pool, string userId, AccountChange change, Administrator who, CancellationToken ct);

    /// <summary>Removes an account and everything of it but the audit.</summary>
    Task<ActOutcome<string>> RemoveAsync(Pool pool, string userId, Administrator who, CancellationToken ct);
}
