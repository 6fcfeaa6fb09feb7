using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Grants;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Revokes tokens of a client's own (RFC 7009 §2.1). A refresh token takes its whole family along; an access token goes alone.</summary>
internal sealed class TokenRevocation(PasskeysDbContext db, RefreshTokens refreshTokens, LivingTokens livingTokens, EndedFamilies ended)
{
    /// <summary>Revokes the token if it is this client's; for any other string there is nothing to do (RFC 7009 §2.2).</summary>
    public async Task RevokeAsync(string token, TokenRequest request, CancellationToken ct)
    {
        if (await refreshTokens.FindAsync(token, ct) is { } refreshToken)
        {
            if (refreshToken.Standing.Family.ClientId == request.Client.ClientId)
                await ended.EndAsync(refreshToken.Standing.Family, AuditEvent.TokenRevoked, request, ct);
        }
        else if (await livingTokens.FindAsync(token, ct) is { } accessToken && accessToken.ClientId == request.Client.ClientId)
        {
            await RevokeAsync(token, accessToken, ct);
        }
    }

    private Task RevokeAsync(string token, LivingToken accessToken, CancellationToken ct) =>
        accessToken.Claims["jti"] is { } id
            ? RememberAsync((string)id!, (long)accessToken.Claims["exp"]!, ct)
            : ForgetAsync(token, ct);

    private async Task ForgetAsync(string token, CancellationToken ct)
    {
        var hash = OpaqueToken.HashOf(token);
        await db.StoredTokens.Where(t => t.Hash == hash).ExecuteDeleteAsync(ct);
    }

    // A JWT carries its own expiry: until then its id is remembered.
    private async Task RememberAsync(string id, long expiry, CancellationToken ct)
    {
        db.SpentIds.Add(new SpentId { Purpose = SpentPurpose.AccessToken, Id = id, ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(expiry) });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Two revocations of one token: both wanted what is now so.
            db.ChangeTracker.Clear();
            if (!await db.SpentIds.AnyAsync(s => s.Purpose == SpentPurpose.AccessToken && s.Id == id, ct))
                throw;
        }
    }
}
