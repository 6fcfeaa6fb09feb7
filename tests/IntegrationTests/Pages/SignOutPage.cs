using System.Net;
using Passkeys.IdentityServer.Engine;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>The sign-out page, by what an application asks.</summary>
public sealed class SignOutPage(ScriptedHost scripted) : SignedInVisitor(scripted)
{
    private const string Back = "http://localhost:5001/?state=kept";

    private static readonly EngineClient Portal = new("demo-portal", "Demo portal", []);

    [Fact]
    public async Task A_request_that_proves_whom_it_means_signs_out_at_once_and_goes_on()
    {
        (await Visitor.RedirectOfAsync(For(new LogoutContext { Client = Portal, PostLogoutRedirectUri = Back, MustAsk = false }))).ShouldBe(Back);

        (await Visitor.RedirectOfAsync("/passkeys")).ShouldContain("/account/sign-in");
    }

    [Fact]
    public async Task Without_a_way_on_it_says_that_the_person_is_signed_out() =>
        (await Visitor.OpenAsync(For(new LogoutContext { Client = Portal, MustAsk = false }))).Text.ShouldContain("You are signed out");

    [Fact]
    public async Task A_request_that_proves_nothing_is_asked_about()
    {
        var page = await Visitor.OpenAsync(For(new LogoutContext { Client = Portal, PostLogoutRedirectUri = Back }));

        page.Text.ShouldContain("Demo portal asks to sign you out.");
        page.Text.ShouldContain(Identifier);
        (await Visitor.OpenAsync("/passkeys")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_yes_signs_out_and_goes_on_by_a_page_of_its_own()
    {
        var page = await Visitor.OpenAsync(For(new LogoutContext { Client = Portal, PostLogoutRedirectUri = Back }));

        var answer = await Visitor.SendAsync(page, "sign-out");

        answer.Text.ShouldContain($"content=\"0;url={Back}\"");
        (await Visitor.RedirectOfAsync("/passkeys")).ShouldContain("/account/sign-in");
    }

    [Fact]
    public async Task Whoever_is_signed_out_already_goes_on()
    {
        await Visitor.SignOutAsync();

        (await Visitor.RedirectOfAsync(For(new LogoutContext { Client = Portal, PostLogoutRedirectUri = Back }))).ShouldBe(Back);
    }

    [Fact]
    public async Task A_link_without_a_request_asks()
    {
        (await Visitor.OpenAsync("/account/sign-out")).Text.ShouldContain("Sign out?");
        (await Visitor.OpenAsync("/passkeys")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_of_the_engine_is_framed_and_no_other()
    {
        var page = await Visitor.OpenAsync(For(new LogoutContext { PostLogoutRedirectUri = Back, MustAsk = false, FrameUrl = "/connect/endsession/callback" }));

        page.Text.ShouldContain("src=\"/connect/endsession/callback\"");
        page.Headers["Content-Security-Policy"].ShouldEndWith("; frame-src 'self'");
    }

    [Fact]
    public async Task Where_nothing_is_framed_nothing_may_be() =>
        (await Visitor.OpenAsync("/account/sign-out")).Headers["Content-Security-Policy"].ShouldNotContain("frame-src");

    private string For(LogoutContext logout)
    {
        var id = $"logout-{Guid.CreateVersion7():N}";
        Engine.Logouts[id] = logout;
        return $"/account/sign-out?logoutId={id}";
    }
}
