using System.Security.Cryptography;
using System.Text;

namespace Passkeys.IdentityServer.Engine;

/// <summary>The secrets that a host in Development starts with. They are public, so a host anywhere else refuses to start with one.</summary>
public static class DevelopmentSecrets
{
    private static readonly HashSet<string> Hashes =
        [.. new[] { "portal-secret", "backend-secret", "admin-secret", "api-secret" }.Select(Hash)];

    /// <summary>Whether a stored secret hash is the hash of one of them.</summary>
    /// <param name="hash">SHA-256 of the secret's UTF-8 bytes, in standard base64.</param>
    public static bool Includes(string hash) => Hashes.Contains(hash);

    private static string Hash(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
