using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Mail;

/// <summary>What the letters say, and in which language.</summary>
public sealed class LetterTests(SharedHosts hosts)
{
    private static readonly ResourceManager Words = new("Passkeys.IdentityServer.Mail.Letters", typeof(Letters).Assembly);

    public static TheoryData<string> Languages => [.. MailLanguage.Available];

    [Theory, MemberData(nameof(Languages))]
    public void A_language_has_all_words_and_all_their_gaps(string language)
    {
        var english = WordsOf("en");
        var words = WordsOf(language);

        words.Keys.Order().ShouldBe(english.Keys.Order());
        english.Where(word => word.Value.Contains("{0}", StringComparison.Ordinal) && !words[word.Key].Contains("{0}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_letter_is_in_one_language_from_top_to_bottom(string language)
    {
        var letter = Letters.Write(Letter.Recovery("12345678", "https://id.example.com/account/demo/recover#code=12345678", DateTimeOffset.UnixEpoch), PoolNamed("Demo"), "a@example.com", CultureInfo.GetCultureInfo(language));

        letter.Subject.ShouldBe(string.Format(CultureInfo.InvariantCulture, WordsOf(language)["Recovery.Subject"], "Demo"));
        letter.Html.ShouldContain($"lang=\"{language}\" dir=\"{(language == "ar" ? "rtl" : "ltr")}\"");
        letter.Text.ShouldContain("12345678");
    }

    [Fact]
    public void Nothing_of_a_pool_becomes_markup()
    {
        var letter = Letters.Write(Letter.AlreadyHasAccount, PoolNamed("<img src=x>"), "a@example.com", CultureInfo.GetCultureInfo("en"));

        letter.Html.ShouldNotContain("<img");
        letter.Text.ShouldContain("<img src=x>");
    }

    [Fact]
    public void Nothing_of_a_pool_breaks_the_line_of_a_header() =>
        Letters.Write(Letter.AlreadyHasAccount, PoolNamed("Demo\r\nBcc: b@example.com"), "a@example.com", CultureInfo.GetCultureInfo("en")).Subject.ShouldNotContain('\n');

    [Theory]
    [InlineData("de-AT, en;q=0.5", "neuer Passkey")]
    [InlineData("en;q=0.5, fr", "clé d’accès")]
    [InlineData("xx", "new passkey")]
    public async Task A_letter_is_in_the_language_that_was_wanted(string acceptLanguage, string subject) =>
        (await SubjectAsync(await hosts.Sqlite.NewPoolAsync(), "Accept-Language", acceptLanguage)).ShouldContain(subject, Case.Insensitive);

    [Fact]
    public async Task The_language_that_was_chosen_at_a_page_comes_first() =>
        (await SubjectAsync(await hosts.Sqlite.NewPoolAsync(), "Cookie", "passkeys.language=c%3Des%7Cuic%3Des")).ShouldContain("llave de acceso");

    [Fact]
    public async Task A_letter_is_in_one_of_the_pools_languages() =>
        (await SubjectAsync(await hosts.Sqlite.NewPoolAsync(policy => policy with { Languages = ["ja", "fr"] }), "Accept-Language", "de")).ShouldContain("パスキー");

    [Fact]
    public async Task A_host_that_is_addressed_by_a_strangers_name_mails_no_link()
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        var (phone, identifier) = await site.NewPersonAsync();
        using var owned = phone;
        await AskAsync(site, identifier, "Host", "evil.example");

        var mail = await hosts.Sqlite.Mail.ArrivalAsync(identifier, "recovery");

        mail.ContainsKey("link").ShouldBeFalse();
        mail.ToJsonString().ShouldNotContain("evil.example");
    }

    private async Task<string> SubjectAsync(Site site, string header, string value)
    {
        var (phone, identifier) = await site.NewPersonAsync();
        using var owned = phone;
        await AskAsync(site, identifier, header, value);
        return (string)(await hosts.Sqlite.Mail.ArrivalAsync(identifier, "recovery"))["subject"]!;
    }

    private async Task AskAsync(Site site, string identifier, string header, string value)
    {
        using var browser = hosts.Sqlite.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Post, site.Path("recovery")) { Content = Caller.Json(new JsonObject { ["identifier"] = identifier }.ToJsonString()) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await browser.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static Dictionary<string, string> WordsOf(string language) =>
        Words.GetResourceSet(CultureInfo.GetCultureInfo(language is "en" ? "" : language), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(word => (string)word.Key, word => (string)word.Value!);

    private static Pool PoolNamed(string name) => new() { Id = new PoolId("demo"), Name = name, RpId = "localhost" };
}
