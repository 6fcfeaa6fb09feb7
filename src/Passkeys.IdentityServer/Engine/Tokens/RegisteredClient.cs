namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>A client of the embedded provider that administrators keep; those of the configuration are not here.</summary>
public class RegisteredClient
{
    /// <summary>The client id (RFC 6749 §2.2).</summary>
    public required string ClientId { get; init; }

    /// <summary>What people call the application; for lists.</summary>
    public required string Name { get; set; }

    /// <summary>Everything else, as JSON. Secrets are hashes.</summary>
    public required string Document { get; set; }

    /// <summary>Changes with every change.</summary>
    public Guid Version { get; set; }

    /// <summary>When it was registered (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}
