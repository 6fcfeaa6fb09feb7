using System.Security.Cryptography;
using System.Text;

namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>How secrets of clients and APIs are stored: hashed, so that configuration gives none away. Secrets must be random and long.</summary>
public static class SecretHash
{
    /// <summary>SHA-256 of the secret's UTF-8 bytes, in standard base64.</summary>
    public static string Of(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    internal static bool IsWellFormed(string hash)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(hash, bytes, out var length) && length == SHA256.HashSizeInBytes;
    }

    // Every hash is compared in full, so that the time tells nothing about any of them.
    internal static bool MatchesAny(IEnumerable<string> hashes, string secret)
    {
        var presented = Encoding.ASCII.GetBytes(Of(secret));
        var matches = false;
        foreach (var hash in hashes)
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), presented);
        return matches;
    }
}
