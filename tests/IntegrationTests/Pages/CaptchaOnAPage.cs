using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.SignUp;
using Passkeys.QuickstartUi;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>The widget of a captcha's provider, and what the pages let in for it.</summary>
public sealed class CaptchaOnAPage : IClassFixture<ScriptedHost>, IDisposable
{
    private readonly PageVisitor _visitor;

    public CaptchaOnAPage(ScriptedHost scripted)
    {
        var captcha = scripted.Host.Services.GetRequiredService<IOptions<CaptchaOptions>>().Value;
        (captcha.ScriptUrl, captcha.WidgetClass) = (new Uri("https://captcha.example/v1/api.js"), "cf-turnstile");
        (captcha.SiteKey, captcha.ResponseField) = ("the-key", "cf-turnstile-response");
        var origins = scripted.Host.Services.GetRequiredService<IOptions<QuickstartUiOptions>>().Value.CaptchaOrigins;
        if (origins.Count == 0)
            origins.Add(new Uri("https://static.captcha.example/files/"));
        _visitor = new PageVisitor(scripted.Host);
    }

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task The_providers_widget_stands_in_the_form_in_place_of_a_field()
    {
        var page = (await _visitor.OpenAsync("/account/acme/sign-up")).Text;

        page.ShouldContain("""<div class="cf-turnstile" data-captcha="cf-turnstile-response" data-sitekey="the-key"></div>""");
        page.ShouldContain("""<script src="https://captcha.example/v1/api.js" async defer></script>""");
        page.ShouldNotContain("name=\"captcha\"");
    }

    [Fact]
    public async Task Its_page_lets_the_provider_in_and_nobody_else()
    {
        var policy = await PolicyAsync("/account/acme/sign-up");

        policy.ShouldContain("script-src 'self' https://captcha.example https://static.captcha.example;");
        policy.ShouldContain("frame-src https://captcha.example https://static.captcha.example");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
    }

    [Theory]
    [InlineData("/account/demo/sign-up")]
    [InlineData("/account/acme/sign-in")]
    [InlineData("/account/acme/activate")]
    [InlineData("/account/acme/recover")]
    public async Task No_other_page_does(string address) => (await PolicyAsync(address)).ShouldNotContain("captcha.example");

    private async Task<string> PolicyAsync(string address) => (await _visitor.OpenAsync(address)).Headers["Content-Security-Policy"];
}
