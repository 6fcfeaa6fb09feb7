using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>The stored refresh tokens.</summary>
internal sealed class RefreshTokens(PasskeysDbContext db, TimeProvider time)
{
    /// <summary>The token and what it stands on, spent or not; null when there is none.</summary>
    public Task<FoundRefreshToken?> FindAsync(string token, CancellationToken ct)
    {
        var hash = OpaqueToken.HashOf(token);
        return (
            from stored in db.StoredTokens.Where(t => t.Hash == hash && t.Kind == TokenKind.Refresh)
            join standing in Standing.In(db) on stored.FamilyId equals standing.Family.Id
            select new FoundRefreshToken { Token = stored, Standing = standing }).AsNoTracking().SingleOrDefaultAsync(ct);
    }

    /// <summary>Spends the token: of any number of attempts, on any node, one is told true.</summary>
    public async Task<bool> SpendAsync(StoredToken token, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db.StoredTokens
            .Where(t => t.Pool == token.Pool && t.Hash == token.Hash && t.SpentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.SpentAt, now), ct) == 1;
    }
}

/// <summary>A refresh token that was found.</summary>
internal sealed class FoundRefreshToken
{
    public required StoredToken Token { get; init; }

    public required Standing Standing { get; init; }

    public bool IsSpent => Token.SpentAt is not null;

    public IReadOnlyList<string> Scope => Token.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public bool Lives(DateTimeOffset now) => now < Token.ExpiresAt && Standing.Holds(now);
}
