using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Grants;

/// <summary>Issues and redeems one-time result codes.</summary>
internal sealed class ResultCodes(PasskeysDbContext db, IOptions<PasskeysOptions> options, TimeProvider time)
{
    /// <summary>Adds a code for the client of a sign-in; the caller saves.</summary>
    public string Issue(SignInOutcome.Accepted accepted, string clientId, Caller caller)
    {
        var code = OpaqueToken.NewSecret();
        db.ResultCodes.Add(new ResultCode
        {
            Hash = OpaqueToken.HashOf(code),
            Pool = accepted.User.Pool,
            ClientId = clientId,
            SessionId = accepted.Session.Id,
            UserId = accepted.User.Id,
            PasskeyId = accepted.Facts.PasskeyId,
            UserVerified = accepted.Facts.UserVerified,
            Scope = accepted.Facts.Scope,
            IpAddress = caller.IpAddress,
            UserAgent = caller.UserAgent,
            ExpiresAt = time.GetUtcNow() + options.Value.ResultCodeLifetime,
        });
        return code;
    }

    /// <summary>
    /// The sign-in behind a code of this client, as long as the code, its session, its person and its pool live. Looking burns nothing: a code
    /// tried by the wrong client stays good for the right one.
    /// </summary>
    public Task<RedeemableCode?> FindAsync(string code, string clientId, IReadOnlyCollection<PoolId> pools, CancellationToken ct)
    {
        var hash = OpaqueToken.HashOf(code);
        var now = time.GetUtcNow();
        return (from row in db.ResultCodes.AsNoTracking()
                join session in db.Sessions.AsNoTracking() on row.SessionId equals session.Id
                join user in db.Users.AsNoTracking() on row.UserId equals user.Id
                join pool in db.Pools on row.Pool equals pool.Id
                where row.Hash == hash && row.ClientId == clientId && pools.Contains(row.Pool)
                    && row.RedeemedAt == null && row.ExpiresAt > now && session.ExpiresAt > now
                    && user.Pool == row.Pool && pool.Enabled
                    && (user.Status == UserStatus.Active || (row.Scope == "" && user.Status == UserStatus.Pending))
                select new RedeemableCode(row, session, user)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Redeems a code in the caller's transaction: true for exactly one caller.</summary>
    public async Task<bool> TryRedeemAsync(ResultCode code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db.ResultCodes
            .Where(c => c.Hash == code.Hash && c.RedeemedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.RedeemedAt, now), ct) == 1;
    }
}

/// <summary>A result code that may be redeemed, and what stands behind it.</summary>
internal sealed record RedeemableCode(ResultCode Code, Session Session, PoolUser User);
