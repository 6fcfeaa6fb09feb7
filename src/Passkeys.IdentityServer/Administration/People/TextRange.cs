using System.Text;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Texts that lie side by side where they are compared by code points.</summary>
/// <param name="From">The first.</param>
/// <param name="Before">The first that is not one of them any more; null: there is none.</param>
internal sealed record TextRange(string From, string? Before)
{
    public static TextRange All { get; } = new("", null);

    /// <summary>All that begin with a text.</summary>
    public static TextRange BeginningWith(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        while (runes.Count > 0)
        {
            var last = runes[^1];
            runes.RemoveAt(runes.Count - 1);
            // U+D7FF is followed by U+E000: what is between are surrogates, and no code points of a text.
            if (Rune.TryCreate(last.Value == 0xD7FF ? 0xE000 : last.Value + 1, out var next))
                return new TextRange(text, string.Concat(runes.Append(next)));
        }
        return new TextRange(text, null);
    }

    /// <summary>Whether a text is one of those that begin with it.</summary>
    public bool Contains(string text) => text.StartsWith(From, StringComparison.Ordinal);
}
