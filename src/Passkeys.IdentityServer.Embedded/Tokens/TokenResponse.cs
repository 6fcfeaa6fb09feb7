namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>A successful answer of the token endpoint (RFC 6749 §5.1, OpenID Connect Core 1.0 §3.1.3.3).</summary>
internal sealed record TokenResponse(string AccessToken, string TokenType, long ExpiresIn, string Scope, string? IdToken, string? RefreshToken);
