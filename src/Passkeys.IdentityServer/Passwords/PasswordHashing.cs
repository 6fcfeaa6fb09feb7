using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Passwords;

/// <summary>Hashes passwords by ASP.NET Core Identity's PasswordHasher: PBKDF2 with HMAC-SHA512 and a salt of 128 bits.</summary>
internal sealed class PasswordHashing
{
    /// <summary>The number of iterations that the OWASP Password Storage Cheat Sheet asks for with PBKDF2-HMAC-SHA512.</summary>
    public const int Iterations = 210_000;

    private readonly PasswordHasher<PoolUser> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly string _nobodys;

    public PasswordHashing() => _nobodys = _hasher.HashPassword(null!, OpaqueToken.NewSecret());

    public string Hash(string password) => _hasher.HashPassword(null!, Prepare(password));

    /// <summary>Whether it is the person's password. For whoever has none, or does not exist, the same work is done.</summary>
    public PasswordVerificationResult Verify(PoolUser? user, string password)
    {
        var result = _hasher.VerifyHashedPassword(null!, user?.PasswordHash ?? _nobodys, Prepare(password));
        return user?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
    }

    /// <summary>RFC 8265 §4.2.2, the OpaqueString profile: every space is U+0020, and Normalization Form C; the case stays.</summary>
    public static string Prepare(string password) =>
        string.Concat(password.Select(c => char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator ? ' ' : c)).Normalize(NormalizationForm.FormC);
}
