using System.Globalization;
using System.Text;

namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>Texts as literals of a language: whatever they hold, they end where they should. A client of the configuration may be called anything.</summary>
internal static class Quoted
{
    /// <summary>A regular string literal of C# (§6.4.5.6 of its specification); the same is one of JavaScript (ECMA-262 §12.9.4), also inside of a script element.</summary>
    public static string InCode(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (IsPlain(c))
                literal.Append(c);
            else
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return literal.Append('"').ToString();
    }

    /// <summary>A word of a shell between single quotes (POSIX Shell Command Language §2.2.2); control characters, which no setting has, are left out.</summary>
    public static string InShell(string text) =>
        "'" + string.Concat(text.Where(c => !char.IsControl(c))).Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    // What is left as it is means nothing in a literal of either language, in a template, or in markup around it.
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is ' ' or ':' or '/' or '.' or '-' or '_' or '~' or '?' or '=' or '%' or ',' or ';' or '@' or '#' or '[' or ']' or '(' or ')' or '+' or '*' or '!' or '|';
}
