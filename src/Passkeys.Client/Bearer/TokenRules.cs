using System.Text.Json;
using Passkeys.Client.Providers;

namespace Passkeys.Client.Bearer;

/// <summary>What claims have to say for a token to be good here (RFC 9068 §4), whoever vouches for them.</summary>
internal static class TokenRules
{
    public static TokenOutcome Apply(PasskeysBearerOptions options, JsonElement claims, DateTimeOffset now)
    {
        // RFC 9449 §7.1, RFC 8705 §3: a token that is bound to a key is no bearer token, and nobody here asks for a proof of the key.
        if (claims.TryGetProperty("cnf", out _) || TokenClaims.Time(claims, "exp") is not { } expiresAt)
            return new TokenOutcome.Refused(UnauthorizedReason.InvalidToken);
        if (now >= expiresAt + options.ClockSkew)
            return new TokenOutcome.Refused(UnauthorizedReason.Expired);
        if (TokenClaims.Time(claims, "nbf") > now + options.ClockSkew)
            return new TokenOutcome.Refused(UnauthorizedReason.InvalidToken);
        return TokenClaims.Texts(claims, "aud").Contains(options.Audience)
            ? new TokenOutcome.Accepted(TokenPrincipal.Of(claims), expiresAt)
            : new TokenOutcome.Refused(UnauthorizedReason.WrongAudience);
    }
}
