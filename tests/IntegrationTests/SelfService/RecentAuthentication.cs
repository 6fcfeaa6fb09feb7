using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SelfService;

/// <summary>What time does to ceremonies and to the right to change passkeys.</summary>
public sealed class RecentAuthentication(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private readonly Site _site = own.Host.Pool("demo");
    private SoftwareAuthenticator _phone = null!;
    private Tokens _tokens = null!;

    public async ValueTask InitializeAsync()
    {
        (_phone, _) = await _site.NewPersonAsync();
        _tokens = await _site.SignInAsync(_phone);
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Five_minutes_after_the_sign_in_a_passkey_may_still_be_added()
    {
        own.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        (await _site.PostAsync("register/webauthn/begin", new JsonObject(), _tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task After_five_minutes_adding_a_passkey_needs_a_step_up()
    {
        own.Host.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        NeedsStepUp(await _site.PostAsync("register/webauthn/begin", new JsonObject(), _tokens.Access));
    }

    [Fact]
    public async Task After_five_minutes_finishing_a_registration_needs_a_step_up()
    {
        var ceremony = await _site.BeginRegistrationAsync(_tokens.Access);
        using var laptop = _site.NewPhone();
        own.Host.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        NeedsStepUp(await _site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), _tokens.Access));
    }

    [Fact]
    public async Task After_five_minutes_removing_a_passkey_needs_a_step_up()
    {
        var id = (string)(await _site.PasskeysAsync(_tokens.Access))[0]["id"]!;
        own.Host.Clock.Advance(TimeSpan.FromMinutes(6));

        NeedsStepUp(await _site.RemoveAsync(id, _tokens.Access, "last_credential"));
        (await _site.PasskeysAsync(_tokens.Access)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_five_minutes_the_list_is_still_open()
    {
        own.Host.Clock.Advance(TimeSpan.FromMinutes(6));

        (await _site.GetAsync("passkeys", _tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refreshed_token_is_as_old_as_its_sign_in()
    {
        own.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        var refreshed = Tokens.Of(await own.Host.RefreshAsync(_tokens.Refresh!));

        NeedsStepUp(await _site.PostAsync("register/webauthn/begin", new JsonObject(), refreshed.Access));
    }

    [Fact]
    public async Task A_new_sign_in_is_the_step_up()
    {
        own.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        var tokens = await _site.SignInAsync(_phone);

        (await _site.PostAsync("register/webauthn/begin", new JsonObject(), tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sign_in_ceremony_expires()
    {
        var ceremony = await _site.BeginSignInAsync();
        own.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).ShouldBeRefused();
    }

    [Fact]
    public async Task A_sign_in_ceremony_lives_for_almost_five_minutes()
    {
        var ceremony = await _site.BeginSignInAsync();
        own.Host.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_registration_ceremony_expires()
    {
        using var phone = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(Someone.New());
        own.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        (await _site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).ShouldBeRefused();
    }

    [Fact]
    public async Task A_sign_up_expires()
    {
        var signup = await _site.SignUpTokenAsync(Someone.New());
        own.Host.Clock.Advance(TimeSpan.FromMinutes(30));

        (await _site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_result_code_expires()
    {
        var ceremony = await _site.BeginSignInAsync(clientId: "native-app");
        var code = (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).OrThrow()["code"];
        own.Host.Clock.Advance(TimeSpan.FromSeconds(60));

        (await own.Host.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task An_access_token_expires()
    {
        own.Host.Clock.Advance(TimeSpan.FromMinutes(10));

        (await _site.GetAsync("passkeys", _tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    // RFC 9470 §3.
    private static void NeedsStepUp(Answer answer)
    {
        answer.ShouldBe(HttpStatusCode.Unauthorized, "step_up_required");
        answer.Headers["WWW-Authenticate"].ShouldContain("error=\"insufficient_user_authentication\"");
        answer.Headers["WWW-Authenticate"].ShouldContain("max_age=300");
    }
}
