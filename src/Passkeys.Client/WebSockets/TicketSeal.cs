using System.Security.Cryptography;
using System.Text;

namespace Passkeys.Client.WebSockets;

/// <summary>Encrypts an access token with the ticket that stands for it; the path is authenticated with it (AES-GCM, NIST SP 800-38D).</summary>
internal static class TicketSeal
{
    private const int KeyLength = 32;
    private const int TagLength = 16;

    // The key is used once, so the nonce may be the same each time (SP 800-38D §8).
    private static readonly byte[] Nonce = new byte[12];

    public static byte[] Close(byte[] ticket, string path, string accessToken)
    {
        var plain = Encoding.UTF8.GetBytes(accessToken);
        var closed = new byte[TagLength + plain.Length];
        using var aes = new AesGcm(KeyOf(ticket), TagLength);
        aes.Encrypt(Nonce, plain, closed.AsSpan(TagLength), closed.AsSpan(0, TagLength), Encoding.UTF8.GetBytes(path));
        return closed;
    }

    /// <summary>The access token, or null when it was sealed for another path or by another ticket.</summary>
    public static string? Open(byte[] ticket, string path, ReadOnlySpan<byte> closed)
    {
        if (closed.Length < TagLength)
            return null;
        var plain = new byte[closed.Length - TagLength];
        using var aes = new AesGcm(KeyOf(ticket), TagLength);
        try
        {
            aes.Decrypt(Nonce, closed[TagLength..], closed[..TagLength], plain, Encoding.UTF8.GetBytes(path));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] KeyOf(byte[] ticket) => HKDF.DeriveKey(HashAlgorithmName.SHA256, ticket, KeyLength, info: "ticket key"u8.ToArray());
}
