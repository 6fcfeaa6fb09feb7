using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Users;

/// <summary>Makes people.</summary>
internal static class NewPoolUser
{
    private const int UserHandleBytes = 32;

    private static readonly SearchValues<char> NotInPlainAddress = SearchValues.Create(" \t,;:<>()[]\"\\");

    /// <summary>A new id. It is <c>sub</c> everywhere and never given twice.</summary>
    public static string CreateId(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>WebAuthn L3 §14.6.1: a handle must not identify a person, so it is random.</summary>
    public static byte[] CreateUserHandle() => RandomNumberGenerator.GetBytes(UserHandleBytes);

    /// <summary>A security stamp: another takes back every right to the account that was given and is not used yet.</summary>
    public static string CreateStamp() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20));

    /// <summary>Whether a text is one address and nothing else: no list, no display name, no quoting (RFC 5322 §3.4.1, dot-atom).</summary>
    public static bool IsPlainAddress(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.AsSpan().ContainsAny(NotInPlainAddress);

    /// <summary>A person of a pool, not saved. An identifier that looks like one is also the e-mail address.</summary>
    public static PoolUser Create(PoolId pool, string id, byte[] userHandle, string identifier, string? displayName, ILookupNormalizer normalizer, TimeProvider time, DateTimeOffset? createdAt = null)
    {
        var name = identifier.Trim();
        var email = IsPlainAddress(name) ? name : null;
        return new PoolUser
        {
            Id = id,
            Pool = pool,
            UserHandle = userHandle,
            UserName = name,
            NormalizedUserName = normalizer.NormalizeName(name),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            DisplayName = displayName,
            CreatedAt = createdAt ?? time.GetUtcNow(),
            SecurityStamp = CreateStamp(),
        };
    }
}
