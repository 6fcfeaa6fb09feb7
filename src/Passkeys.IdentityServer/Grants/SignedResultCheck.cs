using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Grants;

/// <summary>What a signed result is worth.</summary>
/// <param name="Result">One of <see cref="ResultVerdict"/>.</param>
/// <param name="Principal">Whom it is about, when it is a success.</param>
internal sealed record SignedResultVerdict(string Result, Principal? Principal = null);

/// <summary>The words for what a signed result is worth.</summary>
internal static class ResultVerdict
{
    public const string Success = "success";
    public const string InvalidSignature = "invalid_signature";
    public const string InvalidAudience = "invalid_audience";
    public const string UserMismatch = "user_mismatch";
    public const string Expired = "expired";
    public const string AlreadyUsed = "already_used";
}

/// <summary>Verifies signed results for back ends that do not do so themselves. A success uses the result up, here: a back end that verifies locally keeps its own list.</summary>
internal sealed class SignedResultCheck(
    ITokenSigner signer, PoolUsers users, StoredPasskeys passkeys, AuthenticatorNames names, OneTimeClaims claims, TimeProvider time)
{
    // One of ours is far shorter.
    private const int MaxLength = 8 * 1024;

    /// <summary>Judges a result. Nothing but a success spends it.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="clientId">The client that asks; the result must be for it.</param>
    /// <param name="result">The signed result.</param>
    /// <param name="expectedUserId">The person whom the back end expects, or null.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SignedResultVerdict> VerifyAsync(PoolId pool, string clientId, string result, string? expectedUserId, CancellationToken ct)
    {
        if (result.Length > MaxLength || await signer.ReadAsync(SignedResults.Type, result, ct) is not { } payload)
            return new(ResultVerdict.InvalidSignature);
        if ((string?)payload["aud"] != clientId || (string?)payload["pool"] != pool.Value)
            return new(ResultVerdict.InvalidAudience);
        var expiresAt = At(payload, "exp");
        // What it is about must still be there: a result ends with its passkey.
        if (expiresAt <= time.GetUtcNow() || await DescribeAsync(pool, payload, expiresAt, ct) is not { } principal)
            return new(ResultVerdict.Expired);
        if (expectedUserId is not null && expectedUserId != principal.UserId)
            return new(ResultVerdict.UserMismatch);
        return await claims.TryAddAsync(SpentPurpose.Result, (string)payload["jti"]!, expiresAt, ct)
            ? new(ResultVerdict.Success, principal)
            : new(ResultVerdict.AlreadyUsed);
    }

    private async Task<Principal?> DescribeAsync(PoolId pool, JsonObject payload, DateTimeOffset expiresAt, CancellationToken ct)
    {
        var (userId, passkeyId) = ((string)payload["sub"]!, (string?)payload["passkey_id"]);
        var passkey = passkeyId is null ? null : await passkeys.FindAsync(pool, userId, passkeyId, ct);
        if (await users.FindAsync(pool, userId, ct) is not { Status: UserStatus.Active } user || passkey?.Id != passkeyId)
            return null;
        return new Principal
        {
            UserId = userId,
            Identifier = user.UserName!,
            PasskeyId = passkeyId,
            CredentialId = (string?)payload["credential_id"],
            UserVerified = (bool)payload["user_verified"]!,
            Amr = [.. payload["amr"]!.AsArray().Select(method => (string)method!)],
            Acr = (string?)payload["acr"] ?? "",
            AuthenticatedAt = At(payload, "auth_time"),
            Authenticator = PrincipalAuthenticator.Of(passkey, names),
            IpAddress = (string?)payload["ip_address"],
            UserAgent = (string?)payload["user_agent"],
            ExpiresAt = expiresAt,
        };
    }

    private static DateTimeOffset At(JsonObject payload, string claim) => DateTimeOffset.FromUnixTimeSeconds((long)payload[claim]!);
}
