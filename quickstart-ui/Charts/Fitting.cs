using System.Globalization;
using System.Text;

namespace Passkeys.QuickstartUi.Charts;

/// <summary>Text in a drawing does not break into lines, so it is cut where there is no room for it; the table has all of it.</summary>
internal static class Fitting
{
    private const int FirstWideScript = 0x1100;

    /// <summary>The text, or as much of its beginning as fits, and an ellipsis.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">So many letters have room; those of East Asia take the room of two.</param>
    public static string Cut(string text, int room)
    {
        var kept = new StringBuilder();
        var taken = 0;
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
        {
            var letter = letters.GetTextElement();
            taken += letter[0] >= FirstWideScript ? 2 : 1;
            if (taken > room)
                return kept.Append('…').ToString();
            kept.Append(letter);
        }
        return text;
    }
}
