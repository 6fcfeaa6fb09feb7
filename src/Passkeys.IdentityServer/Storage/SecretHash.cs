using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Passkeys.IdentityServer.Storage;

/// <summary>How bearer secrets of 256 random bits are kept: their SHA-256, which needs neither salt nor stretching.</summary>
public static class SecretHash
{
    private const int SecretBytes = 32;

    /// <summary>A new secret of 256 random bits, base64url.</summary>
    public static string CreateSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>SHA-256 of the secret, base64url.</summary>
    public static string Of(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
