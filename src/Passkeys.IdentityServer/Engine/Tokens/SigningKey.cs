namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>A signing key of the embedded provider: ES256, protected by Data Protection, published before it is used and after.</summary>
public class SigningKey
{
    /// <summary>The key id, <c>kid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The private key (PKCS #8), protected.</summary>
    public required string ProtectedKey { get; init; }

    /// <summary>When it was made and first published (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when it signs (UTC).</summary>
    public required DateTimeOffset ActivatesAt { get; init; }

    /// <summary>From when it signs no more (UTC).</summary>
    public required DateTimeOffset RetiresAt { get; init; }

    /// <summary>Until when it is published (UTC), so that what it signed can be checked.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
