using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>Makes the secrets of webhooks, keeps them protected (Data Protection), and signs with them (Standard Webhooks 1.0, "Signature scheme").</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";

    // The specification asks for 24 to 64.
    private const int SecretBytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Passkeys.IdentityServer", "1", "webhook.secret");

    /// <summary>A new secret, as it is shown once.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <exception cref="CryptographicException">The key that protected the secret is gone.</exception>
    public string Sign(string protectedSecret, string id, string timestamp, string body)
    {
        var key = Convert.FromBase64String(_protector.Unprotect(protectedSecret)[Prefix.Length..]);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
    }
}
