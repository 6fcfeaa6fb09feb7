using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Pools;

public class BrandingRulesTests
{
    [Theory]
    [InlineData("data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("data:image/webp;base64,UklGRg==")]
    [InlineData("data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E")]
    [InlineData("data:image/svg+xml;base64,PHN2Zy8+")]
    [InlineData("/images/logo.svg")]
    [InlineData("/logo?size=2")]
    public void An_image_in_the_address_or_of_this_host_is_a_logo(string address) => BrandingRules.IsLogo(address).ShouldBeTrue();

    [Theory]
    [InlineData("https://elsewhere.example/logo.png")]
    [InlineData("//elsewhere.example/logo.png")]
    [InlineData("/\\elsewhere.example/logo.png")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hello")]
    [InlineData("data:image/gif;base64,R0lGODlh")]
    [InlineData("data:image/svg+xml,<svg/>")]
    [InlineData("/logo.png\"onerror=\"x")]
    [InlineData("/logo.png\n")]
    [InlineData("logo.png")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_none(string? address) => BrandingRules.IsLogo(address).ShouldBeFalse();

    [Fact]
    public void A_logo_that_would_weigh_on_every_page_is_none() =>
        BrandingRules.IsLogo("data:image/png;base64," + new string('A', BrandingRules.MaxLogoLength)).ShouldBeFalse();

    [Theory]
    [InlineData("#e8590c", true)]
    [InlineData("#E8590C", true)]
    [InlineData("e8590c", false)]
    [InlineData("#e85", false)]
    [InlineData("#e8590g", false)]
    [InlineData("orange", false)]
    [InlineData(null, false)]
    public void An_accent_is_six_digits(string? colour, bool isAccent) => BrandingRules.IsAccent(colour).ShouldBe(isAccent);
}
