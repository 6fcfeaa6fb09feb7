using Microsoft.Extensions.Options;
using Passkeys.Client.Providers;

namespace Passkeys.Client.Bearer;

/// <summary>Access tokens that are JWTs (RFC 9068), checked by the provider's keys.</summary>
internal sealed class JwtTokens(ProviderDirectory providers, IOptions<PasskeysBearerOptions> options, TimeProvider time)
{
    // RFC 9068 §2.1: an id_token is none.
    private const string Type = "at+jwt";

    public async ValueTask<TokenOutcome> CheckAsync(string token, CancellationToken ct) =>
        await SignedTokens.ReadAsync(providers.Get(options.Value.Authority), token, Type, ct) is { } claims
            ? TokenRules.Apply(options.Value, claims, time.GetUtcNow())
            : new TokenOutcome.Refused(UnauthorizedReason.InvalidToken);
}
