using System.Net;
using Passkeys.IntegrationTests.Authorization;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

public sealed class LanguageOfAPage(SharedHosts hosts) : IAsyncLifetime
{
    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.OpenAsync(hosts.Sqlite);

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_applications_request_decides() => LanguageOf(await LandAsync(("ui_locales", "tlh fr-CA de"))).ShouldBe("fr");

    [Fact]
    public async Task The_page_says_itself_which_language_it_is_in_and_which_way_it_runs() =>
        (await LandAsync(("ui_locales", "ar"))).Text.ShouldContain("<html lang=\"ar\" dir=\"rtl\">");

    [Fact]
    public async Task A_request_without_a_wish_leaves_it_to_the_browser() => LanguageOf(await LandAsync()).ShouldBe("en");

    [Fact]
    public async Task A_request_for_languages_that_there_are_not_is_no_error() => LanguageOf(await LandAsync(("ui_locales", "x-%00 tlh"))).ShouldBe("en");

    [Fact]
    public async Task A_choice_at_the_foot_of_a_page_is_kept()
    {
        await _portal.Browser.GetAsync("/account/demo/sign-up?ui_locales=es");

        LanguageOf(await _portal.Browser.GetAsync("/account/demo/sign-in")).ShouldBe("es");
    }

    [Theory]
    [InlineData("/identity/demo/passkeys?ui_locales=de")]
    [InlineData("/.well-known/openid-configuration?ui_locales=de")]
    [InlineData("/connect/userinfo?ui_locales=de")]
    public async Task What_programs_ask_for_has_no_language(string address)
    {
        var answer = await _portal.Browser.GetAsync(address);

        answer.Headers.Keys.ShouldNotContain("Content-Language");
        answer.Headers.Keys.ShouldNotContain("Set-Cookie");
    }

    private static string LanguageOf(Answer page) => page.Headers["Content-Language"];

    // The page at the end of the redirects.
    private async Task<Answer> LandAsync(params (string Name, string? Value)[] deviations)
    {
        var answer = await _portal.AuthorizeAsync(deviations);
        while (answer.Status is HttpStatusCode.Redirect)
            answer = await _portal.Browser.GetAsync(answer.Location());
        return answer;
    }
}
