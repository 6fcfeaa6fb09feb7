using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Pages;
using Passkeys.IntegrationTests.Passwords;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authentication;

/// <summary>What options say when <c>returnUrl</c> is an application's request that one person has to answer, or a verified one.</summary>
public sealed class StepUpOptions(ScriptedHost scripted) : IClassFixture<ScriptedHost>, IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _subject = "";

    public async ValueTask InitializeAsync()
    {
        // A pool that does not verify its people: what is required here, the request requires.
        _site = await scripted.Host.NewPoolAsync(policy => policy with { UserVerification = Requirement.Discouraged });
        (_phone, _) = await _site.NewPersonAsync();
        _subject = await SubjectAsync(_site);
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task They_name_the_passkeys_of_the_requests_person()
    {
        var options = await OptionsAsync(AskFor(_subject));

        CredentialIds(options).ShouldHaveSingleItem().ShouldBe(_phone.Credentials.Single().IdText);
    }

    [Fact]
    public async Task They_require_user_verification() =>
        ((string?)(await OptionsAsync(AskFor(_subject))).Body["publicKey"]!["userVerification"]).ShouldBe("required");

    [Fact]
    public async Task A_request_that_wants_a_verified_person_binds_nobody()
    {
        var options = await OptionsAsync(Ask(verified: true));

        CredentialIds(options).ShouldBeEmpty();
        ((string?)options.Body["publicKey"]!["userVerification"]).ShouldBe("required");
    }

    [Fact]
    public async Task A_request_without_either_leaves_the_pools_rule() =>
        ((string?)(await OptionsAsync(Ask())).Body["publicKey"]!["userVerification"]).ShouldBe("discouraged");

    [Fact]
    public async Task An_identifier_does_not_make_the_ceremony_anothers()
    {
        var (other, identifier) = await _site.NewPersonAsync();
        using var _ = other;

        CredentialIds(await OptionsAsync(AskFor(_subject), identifier)).ShouldHaveSingleItem().ShouldBe(_phone.Credentials.Single().IdText);
    }

    [Fact]
    public async Task A_person_of_another_pool_looks_like_a_stranger()
    {
        var elsewhere = await scripted.Host.NewPoolAsync();
        var (other, _) = await elsewhere.NewPersonAsync();
        using var _1 = other;
        var returnUrl = AskFor(await SubjectAsync(elsewhere));

        var first = CredentialIds(await OptionsAsync(returnUrl)).ShouldHaveSingleItem();
        first.ShouldNotBe(other.Credentials.Single().IdText);
        CredentialIds(await OptionsAsync(returnUrl)).ShouldHaveSingleItem().ShouldBe(first);
    }

    [Fact]
    public async Task An_answer_without_user_verification_is_refused()
    {
        var ceremony = CeremonyOf(await OptionsAsync(AskFor(_subject)));
        var answer = _phone.Sign(ceremony.Options, draft => draft.Flags &= ~AuthenticatorFlags.UserVerified);

        (await _site.FinishSignInAsync(ceremony, answer)).ShouldBeRefused();
        (await scripted.Host.ReasonsAsync(_site)).ShouldBe(["UserNotVerified"]);
    }

    [Fact]
    public async Task A_password_of_somebody_else_does_not_answer_a_request_for_one_person()
    {
        await scripted.Host.ChangePoolAsync(_site, policy => policy with { Methods = [SignInMethod.Passkey, SignInMethod.Password] });
        var other = Someone.New();
        (await _site.SignUpWithPasswordAsync(other)).OrThrow();
        var body = new JsonObject { ["identifier"] = other, ["password"] = Passwording.Good };
        (await _site.PostAsync("login/password", body.DeepClone())).OrThrow();
        body["returnUrl"] = AskFor(_subject);

        (await _site.PostAsync("login/password", body)).ShouldBeRefused();
    }

    [Fact]
    public async Task An_address_elsewhere_is_refused() =>
        (await PostAsync("https://elsewhere.example/", null)).ShouldName("returnUrl");

    private string AskFor(string subject) => scripted.Engine.Ask([_site.Pool], request => request with { Subject = subject }).ReturnUrl;

    private string Ask(bool verified = false) => scripted.Engine.Ask([_site.Pool], request => request with { RequiresUserVerification = verified }).ReturnUrl;

    private async Task<string> SubjectAsync(Site site) => (await scripted.Host.PasskeysAsync(site)).Single().UserId;

    private async Task<Answer> OptionsAsync(string returnUrl, string? identifier = null) => (await PostAsync(returnUrl, identifier)).OrThrow();

    private Task<Answer> PostAsync(string returnUrl, string? identifier) =>
        _site.PostAsync("login/webauthn/options", new JsonObject { ["returnUrl"] = returnUrl, ["identifier"] = identifier });

    private static Ceremony CeremonyOf(Answer options) => new(options["ceremony"], options.Body["publicKey"]!.AsObject());

    private static IEnumerable<string> CredentialIds(Answer options) =>
        options.Body["publicKey"]!["allowCredentials"]!.AsArray().Select(each => (string)each!["id"]!);
}
