using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>A remembered consent of one person to one client of the embedded provider.</summary>
public class Consent
{
    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The person, <c>sub</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scope, space-separated.</summary>
    public required string Scope { get; set; }

    /// <summary>When it was given last (UTC).</summary>
    public required DateTimeOffset GrantedAt { get; set; }
}
