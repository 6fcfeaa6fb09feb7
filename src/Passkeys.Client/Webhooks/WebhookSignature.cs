using System.Security.Cryptography;
using System.Text;

namespace Passkeys.Client.Webhooks;

/// <summary>Signatures of Standard Webhooks: HMAC-SHA256 of id, timestamp and body, joined by dots.</summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    /// <summary>The key of a secret, or null when it is none.</summary>
    public static byte[]? KeyOf(string secret)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length > 0 ? key[..length] : null;
    }

    /// <summary>Whether one of the signatures in the header was made with one of the keys. All are compared, each in constant time.</summary>
    public static bool Matches(IEnumerable<byte[]> keys, string id, string timestamp, ReadOnlySpan<byte> body, string header)
    {
        var signed = new byte[Encoding.UTF8.GetByteCount(id) + Encoding.UTF8.GetByteCount(timestamp) + 2 + body.Length];
        var length = Encoding.UTF8.GetBytes($"{id}.{timestamp}.", signed);
        body.CopyTo(signed.AsSpan(length));
        var given = header.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(each => each.StartsWith(Version, StringComparison.Ordinal)).Select(Read).ToArray();
        return keys.Select(key => HMACSHA256.HashData(key, signed))
            .Aggregate(false, (found, expected) => given.Aggregate(found, (before, each) => CryptographicOperations.FixedTimeEquals(each, expected) || before));
    }

    private static byte[] Read(string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature[Version.Length..], bytes, out var length) ? bytes[..length] : [];
    }
}
