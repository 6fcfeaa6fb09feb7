using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Grants;

/// <summary>Exchanges a result code for the principal behind it, once.</summary>
internal sealed class Principals(
    PasskeysDbContext db, ResultCodes codes, StoredPasskeys passkeys, AuthenticatorNames names, AuditTrail audit, IOptions<PasskeysOptions> options)
{
    /// <summary>The principal; null for a code that is wrong, used, expired, another client's, or whose passkey is gone, alike. Only a success burns it.</summary>
    public async Task<Principal?> ExchangeAsync(PoolId pool, string clientId, string code, string? ipAddress, CancellationToken ct)
    {
        if (await codes.FindAsync(code, clientId, [pool], ct) is not { } found
            || await FindPasskeyAsync(found, ct) is var passkey && passkey?.Id != found.Code.PasskeyId)
            return null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await codes.TryRedeemAsync(found.Code, ct))
            return null;
        audit.Add(pool, AuditEvent.ResultCodeRedeemed, new AuditFacts
        {
            UserId = found.User.Id,
            PasskeyId = found.Code.PasskeyId,
            ClientId = clientId,
            IpAddress = ipAddress,
            Actor = "client:" + clientId,
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Describe(found, passkey);
    }

    private async Task<Passkey?> FindPasskeyAsync(RedeemableCode found, CancellationToken ct) =>
        found.Code.PasskeyId is { } id ? await passkeys.FindAsync(found.User.Pool, found.User.Id, id, ct) : null;

    private Principal Describe(RedeemableCode found, Passkey? passkey) => new()
    {
        UserId = found.User.Id,
        Identifier = found.User.UserName!,
        PasskeyId = passkey?.Id,
        CredentialId = passkey is null ? null : new CredentialId(passkey.CredentialId).ToString(),
        UserVerified = found.Code.UserVerified,
        Amr = found.Session.Amr.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Acr = found.Session.Acr,
        AuthenticatedAt = found.Session.AuthenticatedAt,
        Authenticator = PrincipalAuthenticator.Of(passkey, names),
        IpAddress = found.Code.IpAddress,
        UserAgent = found.Code.UserAgent,
        ExpiresAt = found.Session.AuthenticatedAt + options.Value.ResultLifetime,
    };
}
