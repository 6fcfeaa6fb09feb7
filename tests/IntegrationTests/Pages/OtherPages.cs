using System.Net;
using Passkeys.IdentityServer.Engine;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>Apps with access, a passkey for this device, what was wrong.</summary>
public sealed class OtherPages(ScriptedHost scripted) : SignedInVisitor(scripted)
{
    [Fact]
    public async Task An_app_with_access_is_listed_with_what_it_may_do()
    {
        AddApp("listed", "Listed app");

        var page = await Visitor.OpenAsync("/apps");

        page.Text.ShouldContain("Listed app");
        page.Text.ShouldContain("See your e-mail address");
    }

    [Fact]
    public async Task Access_is_withdrawn_after_a_question()
    {
        AddApp("withdrawn", "Withdrawn app");

        var question = await Visitor.OpenAsync("/apps?app=withdrawn");
        Engine.Apps.ShouldContainKey("withdrawn");
        PageVisitor.LocationOf(await Visitor.SendAsync(question, "app=withdrawn")).ShouldBe("/apps");

        Engine.Apps.ShouldNotContainKey("withdrawn");
        (await Visitor.OpenAsync("/apps")).Text.ShouldContain("Withdrawn app has no access any more");
    }

    [Fact]
    public async Task Nobody_signed_in_sees_no_apps()
    {
        await Visitor.SignOutAsync();

        (await Visitor.RedirectOfAsync("/apps")).ShouldContain("/account/sign-in?ReturnUrl=%2Fapps");
    }

    [Fact]
    public async Task Not_now_goes_on_and_is_not_asked_again()
    {
        var address = $"/account/{Site.Pool}/add-passkey?returnUrl=%2Fpasskeys%3Ffrom%3Dhere";

        var answer = await Visitor.SendAsync(await Visitor.OpenAsync(address), "handler=NotNow");

        answer.Text.ShouldContain("content=\"0;url=/passkeys?from=here\"");
        (await Visitor.RedirectOfAsync(address)).ShouldBe("/passkeys?from=here");
    }

    [Fact]
    public async Task Not_now_says_nothing_of_the_person()
    {
        var answer = await Visitor.SendAsync(await Visitor.OpenAsync($"/account/{Site.Pool}/add-passkey"), "handler=NotNow");

        var cookie = answer.Headers["Set-Cookie"];
        cookie.ShouldContain("httponly");
        cookie.ShouldNotContain((await Host.PasskeysAsync(Site)).Single().UserId);
    }

    [Fact]
    public async Task Whoever_is_signed_out_by_now_goes_on()
    {
        await Visitor.SignOutAsync();

        (await Visitor.RedirectOfAsync($"/account/{Site.Pool}/add-passkey?returnUrl=%2Fpasskeys")).ShouldBe("/passkeys");
    }

    [Fact]
    public async Task The_way_on_does_not_lead_back() =>
        (await Visitor.OpenAsync($"/account/{Site.Pool}/add-passkey?returnUrl=%2Faccount%2F{Site.Pool}%2Fadd-passkey")).Text.ShouldContain("href=\"/passkeys\"");

    [Fact]
    public async Task What_was_wrong_is_said_with_its_code()
    {
        Engine.Errors["wrong"] = new EngineError("invalid_request", "The redirect_uri is not registered.", "Demo portal");

        var page = await Visitor.OpenAsync("/error?errorId=wrong");

        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("Demo portal asked for something that does not work.");
        page.Text.ShouldContain("invalid_request");
        page.Text.ShouldContain("The redirect_uri is not registered.");
    }

    [Fact]
    public async Task A_request_that_took_too_long_is_explained()
    {
        Engine.Errors["late"] = new EngineError(EngineError.RequestExpired, null, null);

        (await Visitor.OpenAsync("/error?errorId=late")).Text.ShouldContain("start again there");
    }

    private void AddApp(string id, string name) =>
        Engine.Apps[id] = new AppAccess(new EngineClient(id, name, []), ["openid", "email"], Host.Clock.GetUtcNow(), null);
}
