using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Finds what an access token says, if it lives. One query decides, whatever the token's form.</summary>
internal sealed class LivingTokens(
    PasskeysDbContext db, SigningKeyRing ring, AccessTokens accessTokens, ClientDirectory clients, Issuer issuer, TimeProvider time)
{
    // A token of ours is far shorter; what is longer is not worth reading.
    private const int MaxLength = 8 * 1024;

    public async Task<LivingToken?> FindAsync(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > MaxLength)
            return null;
        var found = token.Contains('.', StringComparison.Ordinal) ? await FindJwtAsync(token, ct) : await FindReferenceAsync(token, ct);
        return found is not null && await MayUseAsync(found, ct) ? found : null;
    }

    // A client that is there no more, or no more for this pool or scope, has no tokens; nor has one that was registered later under the same id.
    private async Task<bool> MayUseAsync(LivingToken token, CancellationToken ct) =>
        await clients.SeekAsync(token.ClientId, ct) is { } client
        && (token.Standing is null || client.Pools.Contains(token.Standing.Family.Pool.Value))
        && token.Scope.All(client.Scopes.Contains)
        && IsOf(client, token);

    // A JWT tells whole seconds.
    private static bool IsOf(Client client, LivingToken token) => token.Standing is { Family: var family }
        ? family.CreatedAt >= client.RegisteredAt
        : (long)token.Claims["iat"]! >= client.RegisteredAt.ToUnixTimeSeconds();

    private async Task<LivingToken?> FindJwtAsync(string token, CancellationToken ct)
    {
        var claims = await JsonWebSignature.ReadAsync(token, AccessTokens.JwtType, ring, ct);
        if (claims is null || (string?)claims["iss"] != issuer.Current || (long)claims["exp"]! <= time.GetUtcNow().ToUnixTimeSeconds())
            return null;
        var id = (string)claims["jti"]!;
        return AccessTokenId.FamilyOf(id) is { } family ? await FindOfPersonAsync(claims, id, family, ct) : await FindOfClientAsync(claims, id, ct);
    }

    private async Task<LivingToken?> FindOfPersonAsync(JsonObject claims, string id, string family, CancellationToken ct)
    {
        var found = await Standing.In(db).AsNoTracking()
            .Where(standing => standing.Family.Id == family)
            .Select(standing => new { Standing = standing, IsRevoked = db.SpentIds.Any(s => s.Purpose == SpentPurpose.AccessToken && s.Id == id) })
            .SingleOrDefaultAsync(ct);
        return found is { IsRevoked: false } && found.Standing.Holds(time.GetUtcNow()) ? FromJwt(claims, found.Standing) : null;
    }

    private async Task<LivingToken?> FindOfClientAsync(JsonObject claims, string id, CancellationToken ct) =>
        await db.SpentIds.AnyAsync(s => s.Purpose == SpentPurpose.AccessToken && s.Id == id, ct) ? null : FromJwt(claims, standing: null);

    private static LivingToken FromJwt(JsonObject claims, Standing? standing) => new(
        (string)claims["client_id"]!,
        Words((string?)claims["scope"]),
        claims["aud"] is JsonArray several ? [.. several.Select(audience => (string)audience!)] : [(string)claims["aud"]!],
        claims,
        standing);

    private async Task<LivingToken?> FindReferenceAsync(string token, CancellationToken ct)
    {
        var hash = OpaqueToken.HashOf(token);
        var found = await (
            from stored in db.StoredTokens.Where(t => t.Hash == hash && t.Kind == TokenKind.Access)
            join standing in Standing.In(db) on stored.FamilyId equals standing.Family.Id
            select new { Token = stored, Standing = standing }).AsNoTracking().SingleOrDefaultAsync(ct);
        var now = time.GetUtcNow();
        return found is not null && now < found.Token.ExpiresAt && found.Standing.Holds(now) ? FromReference(found.Token, found.Standing) : null;
    }

    private LivingToken FromReference(Engine.Tokens.StoredToken token, Standing standing)
    {
        var scope = Words(token.Scope);
        var claims = accessTokens.Claims(standing.Family.ClientId, scope, standing.Family, token.IssuedAt, token.ExpiresAt);
        claims["iss"] = issuer.Current;
        return new LivingToken(standing.Family.ClientId, scope, accessTokens.AudiencesOf(scope), claims, standing);
    }

    private static string[] Words(string? list) => (list ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
