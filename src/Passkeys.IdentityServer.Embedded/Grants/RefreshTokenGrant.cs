using Passkeys.IdentityServer.Engine;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Grants;

/// <summary>Refreshing with rotation (RFC 9700 §4.14.2): every refresh token works once, and a second use ends everything of its family.</summary>
internal sealed class RefreshTokenGrant(
    PasskeysDbContext db, RefreshTokens refreshTokens, TokenFamilies families, IEngineSessions sessions, EndedFamilies ended, TimeProvider time) : ITokenGrant
{
    public string Type => GrantTypes.RefreshToken;

    public async Task<TokenOutcome> RedeemAsync(TokenRequest request, CancellationToken ct)
    {
        if (request.Form["refresh_token"] is not { } token)
            return new TokenOutcome.Refused(OAuthError.Missing("refresh_token"));
        var found = await refreshTokens.FindAsync(token, ct);
        if (found is null || !MayUse(request.Client, found))
            return new TokenOutcome.Refused(OAuthError.InvalidGrant);
        if (found.IsSpent)
            return await EndAsync(request, found, ct);
        if (!found.Lives(time.GetUtcNow()))
            return new TokenOutcome.Refused(OAuthError.InvalidGrant);
        var (scope, error) = RequestedScope.Read(request.Form, found.Scope);
        if (error is not null)
            return new TokenOutcome.Refused(error);
        return await RotateAsync(request.Client, found, scope, ct) is { } draft
            ? new TokenOutcome.Granted(draft)
            : await AfterLosingAsync(request, token, ct);
    }

    // A token of another client's is refused and stays as it is: its owner must not suffer from a stranger's try.
    private static bool MayUse(Client client, FoundRefreshToken found) =>
        found.Standing.Family.ClientId == client.ClientId && client.Pools.Contains(found.Standing.Family.Pool.Value)
        && found.Standing.Family.CreatedAt >= client.RegisteredAt && found.Scope.All(client.Scopes.Contains);

    private async Task<TokenDraft?> RotateAsync(Client client, FoundRefreshToken found, IReadOnlyList<string> scope, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await ProlongFamilyAsync(client, found, ct) || !await refreshTokens.SpendAsync(found.Token, ct))
            return null;
        await sessions.ProlongAsync(found.Standing.Family.Pool, found.Standing.Family.SessionId, ct);
        var draft = families.Continue(client, found.Standing.Family, found.Scope, scope);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return draft;
    }

    private async Task<bool> ProlongFamilyAsync(Client client, FoundRefreshToken found, CancellationToken ct)
    {
        var (family, end) = (found.Standing.Family, time.GetUtcNow() + client.RefreshTokenLifetime);
        return await db.TokenFamilies
            .Where(f => f.Pool == family.Pool && f.Id == family.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.ExpiresAt, end), ct) == 1;
    }

    // Who loses against another use of the same token has used it twice, as far as anybody can tell.
    private async Task<TokenOutcome> AfterLosingAsync(TokenRequest request, string token, CancellationToken ct) =>
        await refreshTokens.FindAsync(token, ct) is { IsSpent: true } spent
            ? await EndAsync(request, spent, ct)
            : new TokenOutcome.Refused(OAuthError.InvalidGrant);

    private async Task<TokenOutcome> EndAsync(TokenRequest request, FoundRefreshToken found, CancellationToken ct)
    {
        await ended.EndAsync(found.Standing.Family, AuditEvent.RefreshTokenReused, request, ct);
        return new TokenOutcome.Refused(OAuthError.InvalidGrant);
    }
}
