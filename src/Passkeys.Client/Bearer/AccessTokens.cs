using Microsoft.Extensions.Options;
using Passkeys.Client.Introspection;
using Passkeys.Client.Providers;

namespace Passkeys.Client.Bearer;

/// <summary>Says what an access token is worth, whatever its form.</summary>
internal sealed class AccessTokens(JwtTokens jwts, IntrospectedTokens introspected, IOptions<PasskeysBearerOptions> options)
{
    // What is longer is not worth reading.
    private const int MaxLength = 8 * 1024;

    private bool Introspects => options.Value.Introspection.ClientId is not null;

    /// <summary>Checks the token of a request.</summary>
    public Task<TokenOutcome> CheckAsync(string token, CancellationToken ct) => GuardAsync(async () =>
    {
        if (!options.Value.AcceptJwts || !token.Contains('.', StringComparison.Ordinal))
            return Introspects ? await introspected.CheckAsync(token, ct) : new TokenOutcome.Refused(UnauthorizedReason.InvalidToken);
        var outcome = await jwts.CheckAsync(token, ct);
        return outcome is TokenOutcome.Accepted && options.Value.IntrospectJwts ? await introspected.CheckAsync(token, ct) : outcome;
    }, token);

    /// <summary>Checks the token of an open connection anew: no earlier answer serves.</summary>
    public Task<TokenOutcome> CheckAgainAsync(string token, CancellationToken ct) => GuardAsync(async () =>
    {
        if (!Introspects)
            return await jwts.CheckAsync(token, ct);
        introspected.Forget(token);
        return await introspected.CheckAsync(token, ct);
    }, token);

    private static async Task<TokenOutcome> GuardAsync(Func<Task<TokenOutcome>> check, string token)
    {
        if (token.Length is 0 or > MaxLength)
            return new TokenOutcome.Refused(UnauthorizedReason.InvalidToken);
        try
        {
            return await check();
        }
        catch (ProviderUnavailableException)
        {
            return new TokenOutcome.Refused(UnauthorizedReason.ProviderUnavailable);
        }
    }
}
