using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>A person who administers something.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Pool">The pool that they belong to.</param>
/// <param name="Identifier">What they sign in with.</param>
/// <param name="DisplayName">What they like to be called, or null.</param>
/// <param name="Status">Whether they may sign in.</param>
/// <param name="Roles">Their roles, see <see cref="AdministratorRole"/>.</param>
public sealed record RoleHolder(string Id, PoolId Pool, string Identifier, string? DisplayName, UserStatus Status, IReadOnlyList<string> Roles);

/// <summary>Who administers what.</summary>
public interface IAdministratorRoles
{
    /// <summary>All who hold a role, whatever pool they are of: for those whose reach reads everything.</summary>
    /// <exception cref="InvalidMemberException">The cursor is none of this list.</exception>
    Task<Listed<RoleHolder>> ListAsync(ListQuery query, CancellationToken ct);

    /// <summary>The roles of a person.</summary>
    Task<IReadOnlyList<string>> OfAsync(PoolId pool, string userId, CancellationToken ct);

    /// <summary>
    /// Gives a person these roles and no others. A platform administrator gives any; others those for pools that they change. Answers the roles.
    /// </summary>
    Task<ActOutcome<IReadOnlyList<string>>> SetAsync(Pool pool, string userId, IReadOnlyCollection<string> roles, Administrator who, CancellationToken ct);

    /// <summary>Gives a person one role more, whatever others they hold by then. Answers the roles.</summary>
    Task<ActOutcome<IReadOnlyList<string>>> GiveAsync(Pool pool, string userId, string role, Administrator who, CancellationToken ct);

    /// <summary>Withdraws one role of a person's, whatever others they hold by then; nothing where they do not hold it. Answers the roles.</summary>
    Task<ActOutcome<IReadOnlyList<string>>> WithdrawAsync(Pool pool, string userId, string role, Administrator who, CancellationToken ct);
}
