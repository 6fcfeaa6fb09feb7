using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administrators;

/// <summary>What people call those who administer, where only their ids are kept.</summary>
public interface IActorNames
{
    /// <summary>
    /// The names of those actors who are people with a role of administrators; who has none any more, and every client, is not in it. An administrator's name is shown
    /// to every other, whatever pool they belong to; nobody else's is.
    /// </summary>
    /// <param name="actors">User ids, among others.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyCollection<string> actors, CancellationToken ct);
}

internal sealed class ActorNames(PasskeysDbContext db) : IActorNames
{
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyCollection<string> actors, CancellationToken ct)
    {
        string[] ids = [.. actors.Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        var people = await db.Users
            .Where(user => ids.Contains(user.Id) && db.UserClaims.Any(claim => claim.UserId == user.Id && claim.ClaimType == AdministratorRole.ClaimType))
            .Select(user => new { user.Id, Name = user.DisplayName ?? user.UserName })
            .ToListAsync(ct);
        return people.ToDictionary(person => person.Id, person => person.Name ?? person.Id, StringComparer.Ordinal);
    }
}
