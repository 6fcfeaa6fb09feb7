using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>
/// Begins, continues and ends token families. Statements go family, token, session, always in this order (the core's too),
/// so that two of them never wait for each other.
/// </summary>
internal sealed class TokenFamilies(PasskeysDbContext db, TimeProvider time)
{
    /// <summary>Begins a family on a session. Adds rows and saves nothing: they belong to the transaction that makes the session.</summary>
    public TokenDraft Begin(Client client, Session session, IReadOnlyList<string> scope)
    {
        var now = time.GetUtcNow();
        var refreshes = scope.Contains(UserClaims.OfflineAccess);
        var family = new TokenFamily
        {
            Id = OpaqueToken.NewId(),
            Pool = session.Pool,
            SessionId = session.Id,
            UserId = session.UserId,
            ClientId = client.ClientId,
            Scope = string.Join(' ', scope),
            AuthenticatedAt = session.AuthenticatedAt,
            Amr = session.Amr,
            Acr = session.Acr,
            CreatedAt = now,
            ExpiresAt = now + (refreshes ? client.RefreshTokenLifetime : client.AccessTokenLifetime),
        };
        db.TokenFamilies.Add(family);
        return new TokenDraft
        {
            Client = client,
            Family = family,
            Scope = scope,
            IssuedAt = now,
            RefreshToken = refreshes ? Add(TokenKind.Refresh, family, scope, now, client.RefreshTokenLifetime) : null,
            ReferenceToken = AddReference(client, family, scope, now),
        };
    }

    /// <summary>Adds the next refresh token, with the whole scope of the last one (RFC 6749 §6), and an access token with the scope that was asked for.</summary>
    public TokenDraft Continue(Client client, TokenFamily family, IReadOnlyList<string> refreshScope, IReadOnlyList<string> scope)
    {
        var now = time.GetUtcNow();
        return new TokenDraft
        {
            Client = client,
            Family = family,
            Scope = scope,
            IssuedAt = now,
            RefreshToken = Add(TokenKind.Refresh, family, refreshScope, now, client.RefreshTokenLifetime),
            ReferenceToken = AddReference(client, family, scope, now),
        };
    }

    /// <summary>Ends the family and, when nothing but its tokens stood on it, the session. Says whether there was a family to end.</summary>
    public async Task<bool> EndAsync(TokenFamily family, CancellationToken ct)
    {
        var ended = await db.TokenFamilies.Where(f => f.Pool == family.Pool && f.Id == family.Id).ExecuteDeleteAsync(ct);
        await db.StoredTokens.Where(t => t.FamilyId == family.Id).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(s => s.Pool == family.Pool && s.Id == family.SessionId && s.ClientId == family.ClientId).ExecuteDeleteAsync(ct);
        return ended > 0;
    }

    private string? AddReference(Client client, TokenFamily family, IReadOnlyList<string> scope, DateTimeOffset now) =>
        client.AccessTokenType == AccessTokenType.Reference
            ? Add(TokenKind.Access, family, scope, now, client.AccessTokenLifetime)
            : null;

    private string Add(string kind, TokenFamily family, IReadOnlyList<string> scope, DateTimeOffset now, TimeSpan lifetime)
    {
        var token = OpaqueToken.NewSecret();
        db.StoredTokens.Add(new StoredToken
        {
            Hash = OpaqueToken.HashOf(token),
            Kind = kind,
            FamilyId = family.Id,
            Pool = family.Pool,
            Scope = string.Join(' ', scope),
            IssuedAt = now,
            ExpiresAt = now + lifetime,
        });
        return token;
    }
}
