using System.Text.Json;
using Passkeys.Client.Backend;
using Passkeys.Client.Once;
using Passkeys.Client.Providers;

namespace Passkeys.Client.Verification;

/// <summary>Verifies signed results here, by the provider's keys, without a call for each. Each counts once.</summary>
internal sealed class SignedResults(IOneTimeIds used, TimeProvider time)
{
    private const string Type = "passkey-result+jwt";
    private const string Purpose = "result";
    private const int MaxLength = 8 * 1024;

    /// <summary>What the result is worth for this client. The order is that of the refusals that tell least.</summary>
    /// <exception cref="ProviderUnavailableException">The keys cannot be read.</exception>
    public async Task<VerifiedResult> VerifyAsync(Provider provider, PasskeysBackendOptions client, string result, string? userId, CancellationToken ct)
    {
        if (result.Length is 0 or > MaxLength || await SignedTokens.ReadAsync(provider, result, Type, ct) is not { } claims)
            return new VerifiedResult(ResultStatus.InvalidSignature, null);
        var status = await JudgeAsync(claims, client, userId, ct);
        return new VerifiedResult(status, status == ResultStatus.Success ? PersonOf(claims) : null);
    }

    private async Task<ResultStatus> JudgeAsync(JsonElement claims, PasskeysBackendOptions client, string? userId, CancellationToken ct)
    {
        // A client may serve several pools; this back end is one pool's.
        if (!TokenClaims.Texts(claims, "aud").Contains(client.ClientId) || TokenClaims.Text(claims, "pool") != client.Pool)
            return ResultStatus.InvalidAudience;
        if (TokenClaims.Time(claims, "exp") is not { } end || time.GetUtcNow() >= end)
            return ResultStatus.Expired;
        if (TokenClaims.Text(claims, "sub") is not { } subject || TokenClaims.Text(claims, "jti") is not { } id)
            return ResultStatus.InvalidSignature;
        if (userId is not null && userId != subject)
            return ResultStatus.UserMismatch;
        return await used.TryAddAsync(Purpose, id, end, ct) ? ResultStatus.Success : ResultStatus.AlreadyUsed;
    }

    private static ResultPerson PersonOf(JsonElement claims) => new(
        TokenClaims.Text(claims, "sub")!,
        TokenClaims.Text(claims, "pool"),
        TokenClaims.Text(claims, "passkey_id"),
        TokenClaims.Text(claims, "credential_id"),
        TokenClaims.Flag(claims, "user_verified"),
        TokenClaims.Text(claims, "acr") is { Length: > 0 } acr ? acr : null,
        TokenClaims.Texts(claims, "amr"),
        TokenClaims.Time(claims, "auth_time"));
}
