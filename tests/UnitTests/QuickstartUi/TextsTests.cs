using System.Text.RegularExpressions;
using System.Xml.Linq;
using Passkeys.QuickstartUi;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi;

/// <summary>The texts of the pages, read from the sources: what a translator forgets is found here.</summary>
public partial class TextsTests
{
    private static readonly string Pages = Path.Combine(Sources.Root, "quickstart-ui");
    private static readonly IReadOnlyDictionary<string, string> English = Read("Texts.resx");
    private static readonly string[] Files = ["Texts", "AdminTexts"];
    private static readonly string[] Others = [.. new QuickstartUiOptions().Languages.Where(language => language != "en")];

    public static TheoryData<string> Languages => [.. Others];

    public static TheoryData<string, string> Translations => [.. Files.SelectMany(_ => Others, (file, language) => (file, language))];

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_language_has_every_text_and_no_other(string file, string language) =>
        Read($"{file}.{language}.resx").Keys.ShouldBe(Read($"{file}.resx").Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_has_the_places_of_the_English_text(string file, string language)
    {
        var english = Read($"{file}.resx");
        Read($"{file}.{language}.resx").Where(text => Places(text.Value) != Places(english[text.Key])).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_says_something(string file, string language) =>
        Read($"{file}.{language}.resx").Where(text => string.IsNullOrWhiteSpace(text.Value)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_names_itself(string language) => Read($"Texts.{language}.resx")["Language.Tag"].ShouldBe(language);

    [Fact]
    public void Every_file_of_texts_is_of_a_language_that_is_offered()
    {
        foreach (var file in Files)
        {
            Directory.GetFiles(Path.Combine(Pages, "Localization"), $"{file}.*.resx").Select(path => Path.GetFileName(path).Split('.')[1])
                .ShouldBe(Others, ignoreOrder: true);
        }
    }

    [Fact]
    public void A_page_uses_only_texts_that_there_are() =>
        Directory.EnumerateFiles(Path.Combine(Pages, "Areas"), "*.cshtml", SearchOption.AllDirectories)
            .SelectMany(file => Used().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["key"].Value)
            .Except(English.Keys).ShouldBeEmpty();

    [Fact]
    public void A_page_of_the_administration_uses_only_texts_that_there_are() =>
        Directory.EnumerateFiles(Path.Combine(Pages, "Areas"), "*.cshtml", SearchOption.AllDirectories)
            .SelectMany(file => UsedByAdministration().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["key"].Value)
            .Except(Read("AdminTexts.resx").Keys).ShouldBeEmpty();

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Pages, "Localization", file)).Descendants("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d+[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"\bT\[""(?<key>[^""]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Used();

    [GeneratedRegex(@"\bA\[""(?<key>[^""]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UsedByAdministration();
}
