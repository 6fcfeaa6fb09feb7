using System.Collections.Frozen;

namespace Passkeys.IdentityServer.Passwords;

/// <summary>The passwords that are tried first: those of the list that ships, with or without figures and signs around them, rows of keys, and repetitions.</summary>
internal static class CommonPasswords
{
    private const int FewCharacters = 4;
    private const int ShortUnit = 4;

    // Rows of keys and of the alphabet, each forwards; what runs backwards is turned around.
    private static readonly string[] Rows = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnmqwertyuiop", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm"];

    private static readonly Lazy<FrozenSet<string>> Words = new(Read);

    public static bool Contains(string password)
    {
        var lower = password.ToLowerInvariant();
        return lower.Distinct().Count() <= FewCharacters || IsKnown(lower) || IsRow(lower) || IsRepetition(lower);
    }

    private static bool IsKnown(string lower)
    {
        var bare = lower.Trim([.. lower.Where(c => !char.IsLetter(c)).Distinct()]);
        return Words.Value.Contains(lower) || Words.Value.Contains(bare) || Words.Value.Contains(Unmask(bare));
    }

    // The figures and signs that stand for letters are the first that a guesser tries.
    private static string Unmask(string text) => text.Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('7', 't').Replace('@', 'a').Replace('$', 's').Replace('!', 'i');

    private static bool IsRow(string lower) =>
        Array.Exists(Rows, row => row.Contains(lower, StringComparison.Ordinal) || row.Contains(string.Concat(lower.Reverse()), StringComparison.Ordinal));

    private static bool IsRepetition(string lower)
    {
        for (var unit = 1; unit <= lower.Length / 2; unit++)
        {
            var repeated = lower[..unit];
            if (Enumerable.Range(0, lower.Length).All(at => lower[at] == repeated[at % unit]))
                return unit <= ShortUnit || IsKnown(repeated) || IsRow(repeated);
        }
        return false;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("Passkeys.IdentityServer.Passwords.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
