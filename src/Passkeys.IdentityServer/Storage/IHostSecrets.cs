namespace Passkeys.IdentityServer.Storage;

/// <summary>Secrets that all nodes of a host share.</summary>
public interface IHostSecrets
{
    /// <summary>32 random bytes by this name: the same at every call, on every node, after every restart.</summary>
    Task<byte[]> GetAsync(string name, CancellationToken ct);
}
