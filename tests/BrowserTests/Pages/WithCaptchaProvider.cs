using Passkeys.BrowserTests.Hosting;
using Passkeys.Testing.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

/// <summary>A host whose captcha is a provider's.</summary>
public sealed class WithCaptchaProvider(BrowserFixture browser)
{
    [Fact]
    public async Task Its_script_and_frame_run_on_the_sign_up_page_and_a_refused_answer_gets_another_try()
    {
        await using var provider = new CaptchaProvider();
        await provider.StartAsync();
        await using var host = new HostProcess(provider.Settings);
        await host.StartAsync();
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(host.Origin + "/account/acme/sign-up");
        await Expect(visitor.Page.FrameLocator(".stand-in iframe").GetByText("Are you a person?")).ToBeVisibleAsync();
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.PressAsync("Continue");
        await visitor.ShouldReadAsync("The answer was not right");
        await visitor.PressAsync("Continue");
        await visitor.ShouldSeeHeadingAsync("Now create your passkey");
    }
}
