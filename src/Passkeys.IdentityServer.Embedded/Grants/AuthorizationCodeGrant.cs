using Passkeys.IdentityServer.Engine;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Authorization;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Grants;

/// <summary>Redeems authorization codes (RFC 6749 §4.1.3, RFC 7636 §4.6): each works once, and a second use ends what the first one gave.</summary>
internal sealed class AuthorizationCodeGrant(
    PasskeysDbContext db, AuthorizationCodes codes, TokenFamilies families, IEngineSessions sessions, EndedFamilies ended, TimeProvider time) : ITokenGrant
{
    private static readonly string[] Required = ["code", "redirect_uri", "code_verifier"];

    public string Type => GrantTypes.AuthorizationCode;

    public async Task<TokenOutcome> RedeemAsync(TokenRequest request, CancellationToken ct)
    {
        if (Required.FirstOrDefault(name => request.Form[name] is null) is { } missing)
            return new TokenOutcome.Refused(OAuthError.Missing(missing));
        // A wrong client, address or verifier spends nothing: the owner of a code must not suffer from a stranger's try.
        if (await FindAsync(request, ct) is not { } found)
            return new TokenOutcome.Refused(OAuthError.InvalidGrant);
        if (found.IsSpent)
            return await EndAsync(request, found, ct);
        if (!found.Lives(time.GetUtcNow()))
            return new TokenOutcome.Refused(OAuthError.InvalidGrant);
        return await RedeemAsync(request.Client, found, ct) is { } draft
            ? new TokenOutcome.Granted(draft with { Nonce = found.Code.Nonce })
            : await AfterLosingAsync(request, ct);
    }

    private async Task<FoundCode?> FindAsync(TokenRequest request, CancellationToken ct) =>
        await codes.FindAsync(request.Form["code"]!, ct) is { } found
        && found.IsFor(request.Client, request.Form["redirect_uri"]!, request.Form["code_verifier"]!)
            ? found
            : null;

    private async Task<TokenDraft?> RedeemAsync(Client client, FoundCode found, CancellationToken ct)
    {
        var draft = families.Begin(client, AsIssued(found), found.Scope);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await codes.SpendAsync(found.Code, draft.Family!.Id, ct))
            return null;
        // OpenID Connect Core 1.0 §11: offline access outlives the sign-in at the browser.
        if (draft.RefreshToken is not null)
            await sessions.ProlongAsync(draft.Family.Pool, draft.Family.SessionId, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return draft;
    }

    // The session may have been renewed meanwhile; the tokens tell of the authentication that the client was promised.
    private static Session AsIssued(FoundCode found)
    {
        var session = found.Session!;
        (session.AuthenticatedAt, session.Amr, session.Acr) = (found.Code.AuthenticatedAt, found.Code.Amr, found.Code.Acr);
        return session;
    }

    // Who loses against another use of the same code has used it twice, as far as anybody can tell.
    private async Task<TokenOutcome> AfterLosingAsync(TokenRequest request, CancellationToken ct) =>
        await FindAsync(request, ct) is { IsSpent: true } spent
            ? await EndAsync(request, spent, ct)
            : new TokenOutcome.Refused(OAuthError.InvalidGrant);

    private async Task<TokenOutcome> EndAsync(TokenRequest request, FoundCode found, CancellationToken ct)
    {
        if (found.Code.FamilyId is { } id && await db.TokenFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.Pool == found.Code.Pool && f.Id == id, ct) is { } family)
            await ended.EndAsync(family, AuditEvent.AuthorizationCodeReused, request, ct);
        return new TokenOutcome.Refused(OAuthError.InvalidGrant);
    }
}
