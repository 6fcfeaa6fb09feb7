using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Random strings that mean nothing by themselves, and the hashes under which they are stored.</summary>
public static class OpaqueToken
{
    // RFC 6749 §10.10: guessing must take 2^128 tries or more.
    private const int SecretBytes = 32;
    private const int IdBytes = 16;

    /// <summary>A new secret of 256 random bits, base64url.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>A new id of 128 random bits, base64url. It is no secret.</summary>
    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>SHA-256, base64url: 256 random bits need neither salt nor stretching.</summary>
    public static string HashOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
