using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Everything a token of a person stands on, read by one query at every use. When any of it is gone, so is the token.</summary>
internal sealed class Standing
{
    public required TokenFamily Family { get; init; }

    public Session? Session { get; init; }

    public PoolUser? User { get; init; }

    public required bool PoolIsEnabled { get; init; }

    public required bool PasskeyIsThere { get; init; }

    public bool Holds(DateTimeOffset now) =>
        now < Family.ExpiresAt
        && Session is { } session && now < session.ExpiresAt
        && User is { Status: UserStatus.Active }
        && PoolIsEnabled
        && PasskeyIsThere;

    // The passkey is looked at again although its removal ends its sessions: a sign-in and a removal may cross.
    public static IQueryable<Standing> In(PasskeysDbContext db) =>
        from family in db.TokenFamilies
        from session in db.Sessions.Where(s => s.Pool == family.Pool && s.Id == family.SessionId && s.UserId == family.UserId).DefaultIfEmpty()
        from user in db.Users.Where(u => u.Pool == family.Pool && u.Id == family.UserId).DefaultIfEmpty()
        select new Standing
        {
            Family = family,
            Session = session,
            User = user,
            PoolIsEnabled = db.Pools.Any(p => p.Id == family.Pool && p.Enabled),
            PasskeyIsThere = session.PasskeyId == null || db.Passkeys.Any(p => p.Pool == family.Pool && p.Id == session.PasskeyId && p.UserId == family.UserId),
        };
}
