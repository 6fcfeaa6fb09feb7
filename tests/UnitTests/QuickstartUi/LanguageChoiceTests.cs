using Passkeys.QuickstartUi.Localization;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi;

public class LanguageChoiceTests
{
    private static readonly string[] Available = ["en", "de", "fr", "pt-BR"];

    [Theory]
    [InlineData("de", "de")]
    [InlineData("DE", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("de-Latn-AT-1996", "de")]
    [InlineData("pt-BR", "pt-BR")]
    [InlineData("it fr", "fr")]
    [InlineData("fr-CA de", "fr")]
    public void The_first_wish_that_is_offered_counts_whatever_its_region(string wanted, string language) =>
        LanguageChoice.Best(wanted.Split(' '), Available).ShouldBe(language);

    [Theory]
    [InlineData("it")]
    [InlineData("d")]
    [InlineData("deu")]
    [InlineData("pt")]
    [InlineData("*")]
    [InlineData("-")]
    [InlineData("-de")]
    [InlineData("")]
    public void What_is_not_offered_is_no_choice(string wanted) => LanguageChoice.Best([wanted], Available).ShouldBeNull();

    [Fact]
    public void A_tag_longer_than_any_tag_is_none() => LanguageChoice.Best(["de-" + new string('x', 40)], Available).ShouldBeNull();

    [Fact]
    public void A_pool_restricts_and_orders() => LanguageChoice.Offered(Available, ["fr", "en"]).ShouldBe(["fr", "en"]);

    [Fact]
    public void A_pool_that_names_a_region_gets_its_language_once() => LanguageChoice.Offered(Available, ["de-CH", "de"]).ShouldBe(["de"]);

    [Theory]
    [InlineData("")]
    [InlineData("it tlh")]
    public void A_pool_that_names_no_language_that_there_is_has_all(string named) =>
        LanguageChoice.Offered(Available, named.Split(' ')).ShouldBe(Available);
}
