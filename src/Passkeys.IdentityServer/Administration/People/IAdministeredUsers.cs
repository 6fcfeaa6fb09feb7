using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>The people of a pool, for its administrators.</summary>
public interface IAdministeredUsers
{
    /// <summary>How many sessions of a person are shown at most, the newest.</summary>
    const int MostSessions = 200;

    /// <summary>
    /// A part of the people. Without a search they are sorted by identifier. A search finds whose id or credential id it is; then, by identifier, those whose
    /// identifier begins with it; then, by name, those whose display name does. A part may have fewer than the limit although there is a next one.
    /// </summary>
    /// <exception cref="InvalidMemberException">The cursor is none of this list, or the search no text.</exception>
    Task<Listed<AdministeredUser>> ListAsync(PoolId pool, ListQuery query, CancellationToken ct);

    /// <summary>A person, or null.</summary>
    Task<AdministeredUser?> FindAsync(PoolId pool, string userId, CancellationToken ct);

    /// <summary>The person who has an identifier, or null.</summary>
    Task<AdministeredUser?> FindByIdentifierAsync(PoolId pool, string identifier, CancellationToken ct);

    /// <summary>The passkeys of a person, the oldest first.</summary>
    Task<IReadOnlyList<PasskeyJson>> PasskeysAsync(PoolId pool, string userId, CancellationToken ct);

    /// <summary>The sessions of a person that live, the newest first; at most <see cref="MostSessions"/>.</summary>
    Task<IReadOnlyList<AdministeredSession>> SessionsAsync(PoolId pool, string userId, CancellationToken ct);

    /// <summary>Until when the invitation or enrolment link that a person has is good (UTC); null when they have none that works.</summary>
    Task<DateTimeOffset?> LinkExpiryAsync(PoolId pool, string userId, CancellationToken ct);
}
