using System.Text.RegularExpressions;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

public sealed partial class BrandOfAPool(SharedHosts hosts) : IDisposable
{
    private readonly PageVisitor _visitor = new(hosts.Sqlite);

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task A_pools_page_has_its_colour_and_its_logo()
    {
        var page = await OpenAsync(new Branding { Accent = "#e8590c", Logo = "/images/logo.svg" });

        page.Text.ShouldContain("/brand/e8590c.css\"");
        page.Text.ShouldContain("<img class=\"logo\" src=\"/images/logo.svg\" alt=\"\">");
    }

    [Fact]
    public async Task The_colours_stylesheet_may_be_kept_for_ever()
    {
        var page = await OpenAsync(new Branding { Accent = "#1864ab" });
        var stylesheet = await _visitor.OpenAsync(Stylesheet().Match(page.Text).Groups["address"].Value);

        stylesheet.Headers["Content-Type"].ShouldBe("text/css; charset=utf-8");
        stylesheet.Headers["Cache-Control"].ShouldContain("immutable");
        stylesheet.Text.ShouldContain("--accent: #1864ab;");
    }

    [Fact]
    public async Task A_pool_without_a_brand_looks_as_the_host_does() => (await OpenAsync(new Branding())).Text.ShouldNotContain("brand/");

    [Theory]
    [InlineData("https://elsewhere.example/logo.png", "elsewhere")]
    [InlineData("//elsewhere.example/logo.png", "elsewhere")]
    [InlineData("data:text/html,hello", "text/html")]
    public async Task A_logo_from_elsewhere_is_passed_over(string logo, string trace) => (await OpenAsync(new Branding { Logo = logo })).Text.ShouldNotContain(trace);

    [Theory]
    [InlineData("red")]
    [InlineData("#fff")]
    [InlineData("#e8590c;}body{display:none")]
    public async Task A_colour_that_is_none_is_passed_over(string accent) => (await OpenAsync(new Branding { Accent = accent })).Text.ShouldNotContain("brand/");

    [Fact]
    public async Task A_persons_passkeys_look_as_their_pool_does()
    {
        var site = await BrandAsync(new Branding { Accent = "#5f3dc4" });
        var (phone, _) = await site.NewPersonAsync();
        using (phone)
            await _visitor.SignInAsync(site, phone);

        (await _visitor.OpenAsync("/passkeys")).Text.ShouldContain("/brand/5f3dc4.css\"");
    }

    [Fact]
    public async Task The_hosts_own_page_keeps_its_look_whoever_is_signed_in()
    {
        var site = await BrandAsync(new Branding { Accent = "#5f3dc4" });
        var (phone, _) = await site.NewPersonAsync();
        using (phone)
            await _visitor.SignInAsync(site, phone);

        (await _visitor.OpenAsync("/")).Text.ShouldNotContain("brand/");
    }

    private async Task<Answer> OpenAsync(Branding branding) => (await _visitor.OpenAsync($"/account/{(await BrandAsync(branding)).Pool}/sign-in")).OrThrow();

    // Past the rules of saving: a page must bear what was stored before there were any.
    private async Task<Site> BrandAsync(Branding branding)
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        await hosts.Sqlite.StorePolicyAsync(site, policy => policy with { Branding = branding });
        return site;
    }

    [GeneratedRegex("href=\"(?<address>[^\"]*/brand/[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stylesheet();
}
