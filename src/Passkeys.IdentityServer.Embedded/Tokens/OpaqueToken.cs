using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Random strings that mean nothing by themselves, and the hashes under which they are stored.</summary>
internal static class OpaqueToken
{
    // RFC 6749 §10.10: guessing must take 2^128 tries or more.
    private const int SecretLength = 32;
    private const int IdLength = 16;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdLength));

    /// <summary>SHA-256, base64url: no salt is needed for 256 random bits.</summary>
    public static string HashOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
