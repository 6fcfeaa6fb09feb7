namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>A pushed authorization request (RFC 9126). Used once.</summary>
public class PushedRequest
{
    /// <summary>SHA-256 of the reference that stands in <c>request_uri</c>, base64url.</summary>
    public required string Hash { get; init; }

    /// <summary>The client that pushed it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The parameters, as <c>application/x-www-form-urlencoded</c>, without client authentication. Protected.</summary>
    public required string ProtectedParameters { get; init; }

    /// <summary>Until when it can be used (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
