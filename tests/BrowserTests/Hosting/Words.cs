using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Passkeys.QuickstartUi;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>The words on the pages in a visitor's language. Tests name them in English, so that one test can be done in every language.</summary>
public sealed class Words(string language)
{
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(1);
    private static readonly ResourceManager[] Files = [FileOf("Texts"), FileOf("AdminTexts")];

    private static readonly (string Key, string Text, ResourceManager File)[] English = [.. Files.SelectMany(EnglishOf)];

    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(language);

    /// <summary>What the visitor reads where it says this in English. The beginning of a text stands for all of it.</summary>
    public string this[string english] => language == "en" ? english : Translate(english);

    private string Translate(string english)
    {
        var (key, file, values) = Find(english);
        return string.Format(_culture, file.GetString(key, _culture)!, values);
    }

    private static ResourceManager FileOf(string name) => new($"Passkeys.QuickstartUi.Localization.{name}", typeof(Texts).Assembly);

    private static IEnumerable<(string Key, string Text, ResourceManager File)> EnglishOf(ResourceManager file) =>
        file.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string)entry.Value!, file)).OrderBy(entry => entry.Item1, StringComparer.Ordinal);

    private static (string Key, ResourceManager File, object[] Values) Find(string english)
    {
        foreach (var (key, _, file) in English.Where(entry => entry.Text == english).Concat(English.Where(entry => entry.Text.StartsWith(english, StringComparison.Ordinal))))
            return (key, file, []);
        foreach (var (key, text, file) in English.Where(entry => entry.Text.Contains("{0}", StringComparison.Ordinal)))
        {
            if (Pattern(text).Match(english) is { Success: true } match)
                return (key, file, [.. match.Groups.Values.Skip(1).Select(group => group.Value)]);
        }

        throw new InvalidOperationException($"No page says \"{english}\".");
    }

    // "Hello, {0}" is every hello.
    private static Regex Pattern(string text) => new($"^{Regex.Replace(Regex.Escape(text), @"\\\{\d+}", "(.+)", RegexOptions.None, Quickly)}$", RegexOptions.None, Quickly);
}
