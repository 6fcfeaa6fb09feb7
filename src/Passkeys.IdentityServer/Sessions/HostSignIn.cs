using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Sessions;

internal sealed class HostSignIn(
    PasskeysDbContext db, IPools pools, PoolUsers users, StoredSessions sessions, ISignOut signOut, AuditTrail audit, ILookupNormalizer normalizer, TimeProvider time) : IHostSignIn
{
    private const int LongestId = 64;
    private const int LongestName = 200;

    public async Task<HostSignInOutcome> SignInAsync(HttpContext http, PoolId pool, HostPerson person, AuthenticationContext how, CancellationToken ct)
    {
        Check(person);
        if (await pools.FindAsync(pool, ct) is not { Policy.Lifetimes: var lifetimes })
            return HostSignInOutcome.UnknownPool;
        if (await users.FindByIdentifierAsync(pool, person.Identifier, ct) is { } namesake && namesake.Id != person.Id)
            return HostSignInOutcome.IdentifierTaken;
        if (await db.Users.AnyAsync(user => user.Id == person.Id && user.Pool != pool, ct))
            return HostSignInOutcome.IdTaken;
        await signOut.EndFormerAsync(http);
        if (await SaveAsync(http, pool, person, how, lifetimes, ct) is not { } session)
            return HostSignInOutcome.NotActive;
        await http.SignInAsync(PasskeysAuthentication.Scheme, PasskeysAuthentication.PrincipalOf(session), PasskeysAuthentication.PropertiesOf(session));
        return HostSignInOutcome.SignedIn;
    }

    private async Task<Session?> SaveAsync(HttpContext http, PoolId pool, HostPerson person, AuthenticationContext how, PoolLifetimes lifetimes, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Pool == pool && u.Id == person.Id, ct);
        if (user is { Status: not UserStatus.Active })
            return null;
        if (user is null)
            db.Users.Add(user = NewPoolUser.Create(pool, person.Id, NewPoolUser.CreateUserHandle(), person.Identifier, person.DisplayName, normalizer, time));
        else if (user.NormalizedUserName != users.Normalize(person.Identifier) || user.NormalizedEmail != normalizer.NormalizeEmail(person.Email))
            await ForgetCodesAsync(user, ct);
        Follow(user, person);
        var session = sessions.Begin(user, passkeyId: null, how, clientId: null, lifetimes);
        audit.Add(pool, AuditEvent.HostSignIn, new AuditFacts { UserId = user.Id, IpAddress = http.IpAddress(), Actor = "host" });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return session;
    }

    // Codes went to whom the account seemed to belong to before.
    private Task<int> ForgetCodesAsync(PoolUser user, CancellationToken ct) =>
        db.OneTimeCodes.Where(c => c.Pool == user.Pool && c.UserId == user.Id).ExecuteDeleteAsync(ct);

    private void Follow(PoolUser user, HostPerson person)
    {
        user.UserName = person.Identifier.Trim();
        user.NormalizedUserName = users.Normalize(person.Identifier);
        user.DisplayName = person.DisplayName;
        user.Email = person.Email;
        user.NormalizedEmail = normalizer.NormalizeEmail(person.Email);
        user.EmailConfirmed = person is { Email: not null, EmailVerified: true };
    }

    private static void Check(HostPerson person)
    {
        if (person.Id.Length is 0 or > LongestId)
            throw new ArgumentException($"{nameof(HostPerson.Id)} must have 1 to {LongestId} characters.", nameof(person));
        if (person.Identifier.Trim().Length is 0 or > PoolUsers.MaxIdentifierLength)
            throw new ArgumentException($"{nameof(HostPerson.Identifier)} must have 1 to {PoolUsers.MaxIdentifierLength} characters.", nameof(person));
        if (person.DisplayName?.Length > LongestName)
            throw new ArgumentException($"{nameof(HostPerson.DisplayName)} must have at most {LongestName} characters.", nameof(person));
    }
}
