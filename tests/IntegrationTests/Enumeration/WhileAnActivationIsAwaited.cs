using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Enumeration;

/// <summary>
/// A pool with activation: whoever signs up with an identifier cannot tell afterwards whether it was taken. Each test does the same with a name
/// that was free and with one that has an account, and compares.
/// </summary>
public sealed class WhileAnActivationIsAwaited(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _owner = null!;
    private SoftwareAuthenticator _attacker = null!;
    private string _taken = "";
    private string _free = "";

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync();
        (_owner, _taken) = await _site.NewPersonAsync();
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { Registration = policy.Registration with { Activation = true } });
        _free = Someone.New();
        _attacker = _site.NewPhone();
        await SignUpAsync(_free);
        await SignUpAsync(_taken);
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        _attacker.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_options_of_the_name_are_what_they_were_before()
    {
        var other = Someone.New();
        var before = await AllowedAsync(other);
        await SignUpAsync(other);

        (await AllowedAsync(other)).ShouldBe(before);
        (await AllowedAsync(_taken)).ShouldContain(_owner.Credentials[0].IdText);
    }

    [Fact]
    public async Task The_passkey_that_signed_up_is_refused_alike() =>
        Alike(await SignInAsync(PasskeyOf(_free)), await SignInAsync(PasskeyOf(_taken)), HttpStatusCode.Unauthorized, "authentication_failed");

    [Fact]
    public async Task The_passkey_that_signed_up_is_refused_alike_by_name() =>
        Alike(await SignInAsync(PasskeyOf(_free), _free), await SignInAsync(PasskeyOf(_taken), _taken), HttpStatusCode.Unauthorized, "authentication_failed");

    [Fact]
    public async Task The_passkey_that_signed_up_is_signalled_next_door_alike()
    {
        var next = await hosts.Sqlite.NewPoolAsync();

        var free = await SignInAsync(PasskeyOf(_free), site: next);
        var taken = await SignInAsync(PasskeyOf(_taken), site: next);

        free.ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");
        taken.ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");
        ((bool)taken.Body["signal"]!).ShouldBe((bool)free.Body["signal"]!);
    }

    [Fact]
    public async Task The_passkey_that_signed_up_cannot_sign_up_again_alike() =>
        Alike(await SignUpAgainWithAsync(PasskeyOf(_free)), await SignUpAgainWithAsync(PasskeyOf(_taken)), HttpStatusCode.Conflict, "duplicate_credential");

    [Fact]
    public async Task A_passkey_that_a_later_sign_up_displaced_is_refused_alike()
    {
        var (free, taken) = (PasskeyOf(_free), PasskeyOf(_taken));
        await SignUpAsync(_free);
        await SignUpAsync(_taken);

        Alike(await SignInAsync(free), await SignInAsync(taken), HttpStatusCode.Unauthorized, "authentication_failed");
    }

    [Fact]
    public async Task Wrong_codes_are_refused_and_wear_out_alike()
    {
        for (var attempt = 0; attempt < 20; attempt++)
            Alike(await ActivateAsync(_free), await ActivateAsync(_taken), HttpStatusCode.BadRequest, "invalid_code");

        Alike(await ActivateAsync(_free), await ActivateAsync(_taken), HttpStatusCode.TooManyRequests, "too_many_attempts");
    }

    [Fact]
    public async Task A_code_is_sent_again_alike() =>
        Alike(await ResendAsync(_free), await ResendAsync(_taken), HttpStatusCode.Accepted, error: null);

    [Fact]
    public async Task A_wrong_code_asks_as_much_of_the_store_alike()
    {
        var codes = await hosts.Sqlite.QueryAsync(db => Task.FromResult(db.OneTimeCodes.Where(code => code.Pool == new IdentityServer.Pools.PoolId(_site.Pool) && code.UsedAt == null).ToList()));

        codes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_concealed_passkey_signs_nobody_in_after_the_owners_activation()
    {
        await _site.ActivateAsync(_free);

        (await SignInAsync(PasskeyOf(_taken))).ShouldBeRefused();
        (await SignInAsync(PasskeyOf(_free))).ShouldBe(HttpStatusCode.OK);
    }

    private async Task SignUpAsync(string identifier)
    {
        var ceremony = await _site.BeginSignUpAsync(identifier);
        (await _site.FinishRegistrationAsync(ceremony, _attacker.Register(ceremony.Options))).OrThrow();
    }

    private SoftwareCredential PasskeyOf(string identifier) => _attacker.Credentials.Last(credential => credential.UserName == identifier);

    private async Task<Answer> SignInAsync(SoftwareCredential passkey, string? identifier = null, Site? site = null)
    {
        site ??= _site;
        var ceremony = await site.BeginSignInAsync(identifier);
        return await site.FinishSignInAsync(ceremony, _attacker.SignWith(passkey, ceremony.Options));
    }

    private async Task<Answer> SignUpAgainWithAsync(SoftwareCredential passkey)
    {
        var ceremony = await _site.BeginSignUpAsync(Someone.New());
        using var phone = _site.NewPhone();
        return await _site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options, draft => draft.CredentialId = passkey.Id));
    }

    private async Task<string> AllowedAsync(string identifier) => (await _site.BeginSignInAsync(identifier)).Options["allowCredentials"]!.ToJsonString();

    private Task<Answer> ActivateAsync(string identifier) => _site.PostAsync("activate", new JsonObject { ["identifier"] = identifier, ["code"] = "no code" });

    private Task<Answer> ResendAsync(string identifier) => _site.PostAsync("activate/resend", new JsonObject { ["identifier"] = identifier });

    private static void Alike(Answer free, Answer taken, HttpStatusCode status, string? error)
    {
        free.Status.ShouldBe(status, free.Text);
        free.Error.ShouldBe(error);
        taken.Status.ShouldBe(free.Status, taken.Text);
        taken.Text.ShouldBe(free.Text);
    }
}
