using System.Security.Cryptography;
using System.Text;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>
/// What a begin shows for an identifier that nobody has: a person with one passkey, the same at every call and after a restart
/// (WebAuthn L3 §14.6.2). A decoy's id carries a MAC of its own, so that the host knows its decoys again and need not answer
/// "unknown" where a real id would be answered "refused".
/// </summary>
internal sealed class DecoyCredentials(IHostSecrets secrets)
{
    private const string SecretName = "decoys";

    // Lengths and transports as common authenticators have them.
    private static readonly int[] Lengths = [32, 32, 20, 16];
    private static readonly string[][] TransportSets = [["hybrid", "internal"], ["internal"], ["hybrid", "internal"], ["internal", "hybrid"]];

    /// <summary>The decoy of an identifier at one RP ID: nobody's passkey is good at two, so a decoy that were would be none.</summary>
    public async Task<Decoy> ForAsync(PoolId pool, string rpId, string normalizedIdentifier, CancellationToken ct)
    {
        var key = (await secrets.GetAsync(SecretName, ct)).ToArray();
        var seed = HMACSHA512.HashData(key, Encoding.UTF8.GetBytes($"{pool}\n{rpId}\n{normalizedIdentifier}"));
        var half = Lengths[seed[^1] % Lengths.Length] / 2;
        byte[] id = [.. seed[..half], .. Mark(key, pool, seed.AsSpan(0, half))[..half]];
        return new Decoy(Convert.ToHexStringLower(seed.AsSpan(32, 16)), new CredentialDescriptor(id, TransportSets[seed[^2] % TransportSets.Length]));
    }

    /// <summary>Whether an id is a decoy of this pool.</summary>
    public async Task<bool> IsDecoyAsync(PoolId pool, CredentialId credential, CancellationToken ct)
    {
        var bytes = credential.Bytes;
        if (!Lengths.Contains(bytes.Length))
            return false;
        var half = bytes.Length / 2;
        var mark = Mark((await secrets.GetAsync(SecretName, ct)).ToArray(), pool, bytes.AsSpan(0, half));
        return CryptographicOperations.FixedTimeEquals(mark.AsSpan(0, half), bytes.AsSpan(half));
    }

    private static byte[] Mark(byte[] key, PoolId pool, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"mark\n{pool}\n"), .. body]);
}

/// <summary>A person who does not exist, with one passkey.</summary>
internal sealed record Decoy(string UserId, CredentialDescriptor Credential);
