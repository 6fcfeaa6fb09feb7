using System.Net;
using Passkeys.IdentityServer.Engine;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

public sealed class ConsentPage(ScriptedHost scripted) : SignedInVisitor(scripted)
{
    private static readonly (string, string)[] Everything = [("scope", "profile"), ("scope", "offline_access"), ("scope", "demo-api")];

    [Fact]
    public async Task It_says_who_asks_whom_for_what()
    {
        var page = await OpenAsync(Ask());

        page.Text.ShouldContain("Allow Demo portal access?");
        page.Text.ShouldContain(Identifier);
        page.Text.ShouldContain("See your name");
        page.Text.ShouldContain("Use demo-api in your name");
    }

    [Fact]
    public async Task What_is_ticked_is_granted()
    {
        var request = Ask();

        await AllowAsync(request, Everything);

        Engine.Answers[request.ReturnUrl].ShouldBe("grant openid profile offline_access demo-api");
    }

    [Fact]
    public async Task What_is_not_ticked_is_not_granted_but_for_openid()
    {
        var request = Ask();

        await AllowAsync(request, ("scope", "profile"));

        Engine.Answers[request.ReturnUrl].ShouldBe("grant openid profile");
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_granted()
    {
        var request = Ask();

        await AllowAsync(request, ("scope", "passkeys.admin"));

        Engine.Answers[request.ReturnUrl].ShouldBe("grant openid");
    }

    [Fact]
    public async Task It_is_remembered_when_that_is_ticked()
    {
        var request = Ask();

        await AllowAsync(request, ("scope", "profile"), ("remember", "true"));

        Engine.Answers[request.ReturnUrl].ShouldEndWith(", remembered");
    }

    [Fact]
    public async Task It_is_not_remembered_where_that_may_not_be()
    {
        var request = Ask(asked => asked with { ConsentMayBeRemembered = false });

        await AllowAsync(request, ("remember", "true"));

        Engine.Answers[request.ReturnUrl].ShouldBe("grant openid");
    }

    [Fact]
    public async Task The_answer_leaves_by_a_page_of_its_own() =>
        (await AllowAsync(Ask())).Text.ShouldContain($"content=\"0;url={ScriptedEngine.WayOn}\"");

    [Fact]
    public async Task A_no_denies_the_request()
    {
        var request = Ask();
        var page = await OpenAsync(request);

        await Visitor.SendAsync(page with { Text = page.Text.Replace("handler=Allow", "handler=Deny", StringComparison.Ordinal) }, "handler=Deny");

        Engine.Answers[request.ReturnUrl].ShouldBe("deny AccessDenied");
    }

    [Fact]
    public async Task A_person_of_a_pool_that_is_not_asked_signs_in_first() =>
        PageVisitor.LocationOf(await OpenAsync(Engine.Ask(["acme"]))).ShouldStartWith("/account/sign-in?returnUrl=");

    [Fact]
    public async Task Another_person_than_the_one_who_is_asked_signs_in_first() =>
        PageVisitor.LocationOf(await OpenAsync(Ask(request => request with { Subject = "someone else" }))).ShouldStartWith("/account/sign-in?returnUrl=");

    [Fact]
    public async Task Whoever_signed_out_in_another_tab_grants_nothing()
    {
        var request = Ask();
        var page = await OpenAsync(request);
        await Visitor.SignOutAsync();

        PageVisitor.LocationOf(await Visitor.SendAsync(page, "handler=Allow")).ShouldStartWith("/consent?returnUrl=");
        Engine.Answers.ShouldNotContainKey(request.ReturnUrl);
    }

    [Fact]
    public async Task Without_a_request_there_is_no_such_page() =>
        (await Visitor.OpenAsync("/consent?returnUrl=/somewhere")).ShouldBe(HttpStatusCode.NotFound);

    private AuthorizationContext Ask(Func<AuthorizationContext, AuthorizationContext>? change = null) => Engine.Ask([Site.Pool], change);

    private Task<Answer> OpenAsync(AuthorizationContext request) => Visitor.OpenAsync($"/consent?returnUrl={Uri.EscapeDataString(request.ReturnUrl)}");

    private async Task<Answer> AllowAsync(AuthorizationContext request, params (string, string)[] fields) =>
        await Visitor.SendAsync(await OpenAsync(request), "handler=Allow", fields);
}
