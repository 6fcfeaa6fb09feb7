using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Embedded.Logout;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Ends the codes and families that stand on sessions, and writes down which clients are to be told, in the caller's transaction.</summary>
internal sealed class EngineGrants(PasskeysDbContext db, LogoutOutbox outbox) : IEngineGrants
{
    public async Task EndAsync(IReadOnlyCollection<string> sessionIds, CancellationToken ct)
    {
        if (sessionIds.Count == 0)
            return;
        await db.AuthorizationCodes.Where(code => sessionIds.Contains(code.SessionId)).ExecuteDeleteAsync(ct);
        var families = db.TokenFamilies.Where(family => sessionIds.Contains(family.SessionId));
        var ids = await families.Select(family => family.Id).ToListAsync(ct);
        await families.ExecuteDeleteAsync(ct);
        await db.StoredTokens.Where(token => ids.Contains(token.FamilyId)).ExecuteDeleteAsync(ct);
        await outbox.AddAsync(sessionIds, ct);
    }
}
