namespace Passkeys.IdentityServer.Storage;

/// <summary>Something that may be used once, used: its primary key decides which of any number of attempts won.</summary>
public class SpentId
{
    /// <summary>What kind of thing it was, one of <see cref="SpentPurpose"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Its id, unique within its purpose.</summary>
    public required string Id { get; init; }

    /// <summary>When the row may go: the thing would be refused as expired from then on (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>The kinds of things that may be used once.</summary>
public static class SpentPurpose
{
    /// <summary>A sealed ceremony.</summary>
    public const string Ceremony = "ceremony";

    /// <summary>A sign-up.</summary>
    public const string SignUp = "signup";

    /// <summary>An operation token.</summary>
    public const string Operation = "operation";

    /// <summary>A signed result that was verified, by client and <c>jti</c>.</summary>
    public const string Result = "result";

    /// <summary>A notice to an owner in one hour.</summary>
    public const string Notice = "notice";

    /// <summary>The passkey of a sign-up that was concealed, hashed.</summary>
    public const string Concealed = "concealed";

    /// <summary>A revoked access token, by <c>jti</c>.</summary>
    public const string AccessToken = "access_token";

    /// <summary>A client's assertion, by client and <c>jti</c> (RFC 7523 §3).</summary>
    public const string ClientAssertion = "client_assertion";

    /// <summary>The right to make the signing key that follows another one, by the other's id.</summary>
    public const string SigningKey = "signing_key";

    /// <summary>An authorization code of an engine that does not decide in the database who redeems it, hashed.</summary>
    public const string AuthorizationCode = "authorization_code";

    /// <summary>A refresh token of an engine that does not decide in the database who uses it, hashed.</summary>
    public const string RefreshToken = "refresh_token";

    /// <summary>The right to import into a pool, by the pool's id; it is renewed and given back.</summary>
    public const string Import = "import";
}
