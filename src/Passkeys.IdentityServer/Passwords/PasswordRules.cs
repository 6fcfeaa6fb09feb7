using System.Text;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Passwords;

/// <summary>
/// What a new password must be (NIST SP 800-63B-4 §3.1.1.2): long, and not one that everybody tries first. No rule says which characters it is
/// made of, and none makes it expire.
/// </summary>
internal static class PasswordRules
{
    /// <summary>The least, in Unicode code points, where the password alone signs in.</summary>
    public const int MinimumAlone = 15;

    /// <summary>The least where a passkey has to follow.</summary>
    public const int MinimumBeforePasskey = 8;

    /// <summary>The most.</summary>
    public const int Maximum = 256;

    private const string Member = "password";

    /// <summary>Passes over a password that may be set.</summary>
    /// <exception cref="InvalidMemberException">It may not; the message says why, and never what it was.</exception>
    public static void Check(Pool pool, string identifier, string password)
    {
        var prepared = PasswordHashing.Prepare(password);
        var length = prepared.EnumerateRunes().Count();
        var minimum = pool.Policy.PasswordAlone ? MinimumAlone : MinimumBeforePasskey;
        if (length < minimum || length > Maximum)
            throw new InvalidMemberException(Member, $"{minimum} to {Maximum} characters are expected.");
        if (CommonPasswords.Contains(prepared))
            throw new InvalidMemberException(Member, "one that is not among those tried first is expected: no common word, no row of keys, no repetition.");
        if (IsLike(prepared, identifier) || IsLike(prepared, identifier.Split('@')[0]) || IsLike(prepared, pool.Name))
            throw new InvalidMemberException(Member, "one that is not the identifier or the name of this place is expected.");
    }

    /// <summary>A password as a body brings it.</summary>
    public static string Read(JsonMember body) => body.OptionalString(Member, MostChars) ?? throw new InvalidMemberException(Member, "a non-empty string is required.");

    // A code point takes two chars at most, and normalisation makes none longer than what it composes.
    private const int MostChars = Maximum * 4;

    private static bool IsLike(string password, string expected)
    {
        var (one, other) = (Letters(password), Letters(expected));
        return one.Length > 0 && one == other;
    }

    private static string Letters(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetter)).ToUpperInvariant();
}
