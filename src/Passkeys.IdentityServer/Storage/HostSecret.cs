namespace Passkeys.IdentityServer.Storage;

/// <summary>A secret that all nodes of a host share, made once, protected by Data Protection.</summary>
public class HostSecret
{
    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>The protected value.</summary>
    public required string ProtectedValue { get; init; }
}
