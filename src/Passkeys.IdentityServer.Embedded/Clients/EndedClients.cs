using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>Ends everything that was issued to a client, of all pools.</summary>
internal sealed class EndedClients(PasskeysDbContext db)
{
    // So many families go at a time: their ids are parameters of a statement.
    private const int Portion = 500;

    /// <summary>Ends its codes, tokens, consents, requests, and the sessions that it began. Runs in the caller's transaction.</summary>
    public async Task EndAsync(string clientId, CancellationToken ct)
    {
        await db.PushedRequests.Where(r => r.ClientId == clientId).ExecuteDeleteAsync(ct);
        await db.ResultCodes.Where(c => c.ClientId == clientId).ExecuteDeleteAsync(ct);
        // Codes, families, tokens, sessions: the order of all who end things, so that none waits for another. See TokenFamilies.
        await db.AuthorizationCodes.Where(c => c.ClientId == clientId).ExecuteDeleteAsync(ct);
        while (await EndFamiliesAsync(clientId, ct))
        {
        }
        await db.Sessions.Where(s => s.ClientId == clientId).ExecuteDeleteAsync(ct);
        await db.SessionClients.Where(c => c.ClientId == clientId).ExecuteDeleteAsync(ct);
        await db.LogoutNotifications.Where(n => n.ClientId == clientId).ExecuteDeleteAsync(ct);
        await db.Consents.Where(c => c.ClientId == clientId).ExecuteDeleteAsync(ct);
    }

    private async Task<bool> EndFamiliesAsync(string clientId, CancellationToken ct)
    {
        var families = await db.TokenFamilies.Where(f => f.ClientId == clientId).OrderBy(f => f.Id).Select(f => f.Id).Take(Portion).ToListAsync(ct);
        if (families.Count == 0)
            return false;
        await db.TokenFamilies.Where(f => families.Contains(f.Id)).ExecuteDeleteAsync(ct);
        await db.StoredTokens.Where(t => families.Contains(t.FamilyId)).ExecuteDeleteAsync(ct);
        return true;
    }
}
