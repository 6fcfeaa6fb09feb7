using System.Net;
using Passkeys.IdentityServer.Engine;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>What the sign-in page asks, by what an application asks.</summary>
public sealed class SignInPage(ScriptedHost scripted) : IClassFixture<ScriptedHost>, IAsyncLifetime
{
    private readonly PageVisitor _visitor = new(scripted.Host);
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _identifier = "";
    private string _subject = "";

    public async ValueTask InitializeAsync()
    {
        _site = await scripted.Host.NewPoolAsync();
        (_phone, _identifier) = await _site.NewPersonAsync();
        _subject = (await scripted.Host.PasskeysAsync(_site)).Single().UserId;
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        _visitor.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_says_which_application_it_is_for() =>
        (await OpenAsync(request => request)).Text.ShouldContain("to go on to Demo portal");

    [Fact]
    public async Task It_fills_in_the_hint() =>
        (await OpenAsync(request => request with { LoginHint = "ada\"<@example.com" })).Text.ShouldContain("value=\"ada&quot;&lt;@example.com\"");

    // OpenID EAP ACR Values 1.0 §2: phr is phishing-resistant.
    [Theory]
    [InlineData("phr", false)]
    [InlineData("phrh", false)]
    [InlineData("something-else", true)]
    public async Task It_offers_a_password_where_one_can_do(string acr, bool offered)
    {
        await scripted.Host.ChangePoolAsync(_site, policy => policy with { Methods = ["passkey", "password"] });

        (await OpenAsync(request => request with { AcrValues = [acr] })).Text.Contains("type=\"password\"", StringComparison.Ordinal).ShouldBe(offered);
    }

    [Fact]
    public async Task One_person_is_asked_to_confirm_without_a_field()
    {
        await _visitor.SignInAsync(_site, _phone);

        var page = await OpenAsync(request => request with { Subject = _subject });

        page.Text.ShouldContain("Confirm it’s you");
        page.Text.ShouldContain(_identifier);
        page.Text.ShouldNotContain("name=\"identifier\"");
    }

    [Fact]
    public async Task A_stranger_does_not_learn_who_is_asked_for()
    {
        var page = await OpenAsync(request => request with { Subject = _subject });

        page.Text.ShouldContain("Confirm it’s you");
        page.Text.ShouldNotContain(_identifier);
    }

    [Fact]
    public async Task Another_person_may_take_the_place_where_the_application_did_not_fix_it()
    {
        var request = Ask(asked => asked with { Subject = _subject });

        var answer = await _visitor.SendAsync(await _visitor.OpenAsync(AddressOf(request)), "handler=Change");

        PageVisitor.LocationOf(answer).ShouldBe(ScriptedEngine.WayOn);
        scripted.Engine.Answers[request.ReturnUrl].ShouldBe("change person");
    }

    [Fact]
    public async Task No_other_person_takes_the_place_where_the_application_fixed_it() =>
        (await OpenAsync(request => request with { Subject = _subject, SubjectIsFixed = true })).Text.ShouldNotContain("handler=Change");

    [Fact]
    public async Task Whoever_is_signed_in_is_asked_whether_to_go_on()
    {
        await _visitor.SignInAsync(_site, _phone);
        var request = Ask(asked => asked with { Prompt = ["select_account"] });

        var answer = await _visitor.SendAsync(await _visitor.OpenAsync(AddressOf(request)), "handler=Continue");

        scripted.Engine.Answers[request.ReturnUrl].ShouldBe("continue");
        answer.Text.ShouldContain($"content=\"0;url={ScriptedEngine.WayOn}\"");
    }

    [Fact]
    public async Task Instead_of_going_on_another_account_may_be_used()
    {
        await _visitor.SignInAsync(_site, _phone);
        var request = Ask(asked => asked with { Prompt = ["select_account"] });

        (await _visitor.OpenAsync(AddressOf(request) + "&another=1")).Text.ShouldContain("name=\"identifier\"");
    }

    [Fact]
    public async Task Whoever_signed_out_in_another_tab_does_not_go_on()
    {
        await _visitor.SignInAsync(_site, _phone);
        var request = Ask(asked => asked with { Prompt = ["select_account"] });
        var page = await _visitor.OpenAsync(AddressOf(request));
        await _visitor.SignOutAsync();

        PageVisitor.LocationOf(await _visitor.SendAsync(page, "handler=Continue")).ShouldStartWith("/account/");
        scripted.Engine.Answers.ShouldNotContainKey(request.ReturnUrl);
    }

    [Fact]
    public async Task Going_back_denies_the_request_and_leaves_by_a_page_of_its_own()
    {
        var request = Ask(asked => asked);

        var answer = await _visitor.SendAsync(await _visitor.OpenAsync(AddressOf(request)), "handler=Deny");

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Text.ShouldContain("Taking you back to Demo portal");
        answer.Text.ShouldContain($"content=\"0;url={ScriptedEngine.WayOn}\"");
        scripted.Engine.Answers[request.ReturnUrl].ShouldBe("deny AccessDenied");
    }

    [Fact]
    public async Task A_form_that_another_site_made_answers_nothing()
    {
        var request = Ask(asked => asked);
        var page = await _visitor.OpenAsync(AddressOf(request));
        var forged = page with { Text = page.Text.Replace("__RequestVerificationToken", "token", StringComparison.Ordinal) };

        PageVisitor.LocationOf(await _visitor.SendAsync(forged, "handler=Deny")).ShouldStartWith("/account/answer?returnUrl=");
        scripted.Engine.Answers.ShouldNotContainKey(request.ReturnUrl);
    }

    private Task<Answer> OpenAsync(Func<AuthorizationContext, AuthorizationContext> change) => _visitor.OpenAsync(AddressOf(Ask(change)));

    private AuthorizationContext Ask(Func<AuthorizationContext, AuthorizationContext> change) => scripted.Engine.Ask([_site.Pool], change);

    private string AddressOf(AuthorizationContext request) => $"/account/{_site.Pool}/sign-in?returnUrl={Uri.EscapeDataString(request.ReturnUrl)}";
}
