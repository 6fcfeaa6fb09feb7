namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>An API that accepts access tokens.</summary>
public sealed class ApiResource
{
    /// <summary>The audience of its access tokens (RFC 9068 §2.2), and the id with which it introspects.</summary>
    public string Name { get; set; } = "";

    /// <summary>The scopes that belong to it. Default none.</summary>
    public IList<string> Scopes { get; init; } = [];

    /// <summary>Hashes of the secrets with which it introspects, as <see cref="SecretHash.Of"/> makes them. Default none: it may not introspect.</summary>
    public IList<string> SecretHashes { get; init; } = [];
}
