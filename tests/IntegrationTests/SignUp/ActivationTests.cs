using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SignUp;

/// <summary>A pool that wants new accounts activated.</summary>
public sealed class ActivationTests(SharedHosts hosts) : IAsyncLifetime
{
    private readonly string _identifier = Someone.New();
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await NewPoolAsync();
        _phone = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(_identifier);
        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).OrThrow();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_account_does_not_sign_in_before_its_activation()
    {
        var ceremony = await _site.BeginSignInAsync();

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).ShouldBeRefused();
        (await hosts.Sqlite.ReasonsAsync(_site)).ShouldBe([nameof(RefusalReason.UserNotActive)]);
    }

    [Fact]
    public async Task A_new_account_signs_in_after_its_activation()
    {
        (await ActivateAsync(Code)).ShouldBe(HttpStatusCode.OK);
        var ceremony = await _site.BeginSignInAsync();

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_that_someone_elses_sign_up_caused_does_not_activate_their_passkey()
    {
        var mine = await _site.BeginSignUpAsync(Someone.New());
        var victim = (string)mine.Options["user"]!["name"]!;
        (await _site.FinishRegistrationAsync(mine, _phone.Register(mine.Options))).OrThrow();
        using var attacker = _site.NewPhone();
        var theirs = await _site.BeginSignUpAsync(victim);
        (await _site.FinishRegistrationAsync(theirs, attacker.Register(theirs.Options))).OrThrow();

        var body = new JsonObject { ["identifier"] = victim, ["code"] = hosts.Sqlite.Mail.Code(victim, "activation"), ["signup"] = mine.SignUp };

        (await _site.PostAsync("activate", body)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_code_activates_what_its_own_sign_up_made()
    {
        var mine = await _site.BeginSignUpAsync(Someone.New());
        var identifier = (string)mine.Options["user"]!["name"]!;
        (await _site.FinishRegistrationAsync(mine, _phone.Register(mine.Options))).OrThrow();

        var body = new JsonObject { ["identifier"] = identifier, ["code"] = hosts.Sqlite.Mail.Code(identifier, "activation"), ["signup"] = mine.SignUp };

        (await _site.PostAsync("activate", body)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("victim@corp.example,attacker@evil.example")]
    [InlineData("victim@corp.example <attacker@evil.example>")]
    [InlineData("nobody")]
    public async Task An_identifier_that_is_not_one_address_cannot_sign_up_where_a_code_is_mailed(string identifier) =>
        (await _site.PostAsync("signup", new JsonObject { ["identifier"] = identifier })).ShouldName("identifier");

    [Fact]
    public async Task A_code_works_once()
    {
        await ActivateAsync(Code);

        (await ActivateAsync(Code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_wrong_code_is_refused() =>
        (await ActivateAsync(WrongCode)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");

    [Fact]
    public async Task A_code_works_after_four_wrong_ones()
    {
        for (var attempt = 0; attempt < 4; attempt++)
            await ActivateAsync(WrongCode);

        (await ActivateAsync(Code)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_is_worn_out_after_five_wrong_ones()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            await ActivateAsync(WrongCode);

        ((int)(await ActivateAsync(Code)).Status).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task A_code_of_one_person_does_not_activate_another()
    {
        var other = Someone.New();
        using var phone = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(other);
        (await _site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).OrThrow();

        (await ActivateAsync(Code, other)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_code_of_one_pool_does_not_activate_in_another()
    {
        var code = Code;
        _site = await NewPoolAsync();
        var ceremony = await _site.BeginSignUpAsync(_identifier);
        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).OrThrow();

        (await ActivateAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task An_identifier_that_nobody_has_is_refused_like_a_wrong_code()
    {
        var wrong = await ActivateAsync(WrongCode);

        (await ActivateAsync(WrongCode, Someone.New())).Text.ShouldBe(wrong.Text);
    }

    [Fact]
    public async Task The_case_of_the_identifier_does_not_matter() =>
        (await ActivateAsync(Code, _identifier.ToUpperInvariant())).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Whoever_can_read_the_mail_gets_a_name_that_was_never_activated()
    {
        using var owner = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(_identifier);
        (await _site.FinishRegistrationAsync(ceremony, owner.Register(ceremony.Options))).OrThrow();
        await _site.ActivateAsync(_identifier);

        (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem().CredentialId.ShouldBe(owner.Credentials[0].Id);
    }

    private string Code => hosts.Sqlite.Mail.Code(_identifier, "activation");

    private string WrongCode => Code == "00000000" ? "00000001" : "00000000";

    private Task<Site> NewPoolAsync() =>
        hosts.Sqlite.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Activation = true } });

    private Task<Answer> ActivateAsync(string code, string? identifier = null) =>
        _site.PostAsync("activate", new JsonObject { ["identifier"] = identifier ?? _identifier, ["code"] = code });
}
