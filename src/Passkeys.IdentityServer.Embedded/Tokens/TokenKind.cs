namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>The kinds of stored tokens, named as in RFC 7009 §2.1.</summary>
internal static class TokenKind
{
    public const string Refresh = "refresh_token";

    public const string Access = "access_token";
}
