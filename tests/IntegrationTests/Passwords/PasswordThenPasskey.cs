using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IntegrationTests.Enumeration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Passwords;

/// <summary>A pool in which a passkey follows a password, as the second factor.</summary>
public sealed class PasswordThenPasskey(SharedHosts hosts) : IAsyncLifetime
{
    private const string NotIt = "not the lake under seven hills";

    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _identifier = "";

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPasswordPoolAsync(passkeyFollows: true);
        (_phone, _identifier) = await _site.NewPersonAsync();
        (await hosts.Sqlite.SetPasswordAsync(_site, (await _site.SignInAsync(_phone)).Access)).ShouldBe(HttpStatusCode.NoContent);
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_password_and_a_passkey_of_the_same_person_sign_in()
    {
        var claims = await ClaimsAsync(await _site.TryPasswordAsync(_identifier, clientId: "native-app"));

        claims["amr"]!.AsArray().Select(method => (string)method!).ShouldBe(["pop", "user", "mfa"]);
        ((string)claims["acr"]!).ShouldBe("phr");
    }

    [Fact]
    public async Task A_passkey_without_user_verification_is_a_second_factor_after_a_password()
    {
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { UserVerification = "discouraged" });
        _phone.VerifiesUser = false;

        var claims = await ClaimsAsync(await _site.TryPasswordAsync(_identifier, clientId: "native-app"));

        claims["amr"]!.AsArray().Select(method => (string)method!).ShouldBe(["pop", "mfa"]);
    }

    [Fact]
    public async Task The_answer_to_a_password_names_what_comes_next()
    {
        var answer = await _site.TryPasswordAsync(_identifier);

        answer["next"].ShouldBe("passkey");
        answer.Body["publicKey"]!["allowCredentials"]!.AsArray().Select(credential => (string)credential!["id"]!).ShouldBe([_phone.Credentials[0].IdText]);
    }

    [Fact]
    public async Task The_answer_to_a_password_is_the_same_whether_it_is_right_wrong_or_nobodys()
    {
        var right = await _site.TryPasswordAsync(_identifier);
        var wrong = await _site.TryPasswordAsync(_identifier, NotIt);
        var nobody = await _site.TryPasswordAsync(_identifier.Replace("person", "parson", StringComparison.Ordinal));

        right.ShouldBe(HttpStatusCode.OK);
        LooksLike(wrong, right);
        LooksLike(nobody, right);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_once_the_passkey_was_right()
    {
        var begun = await _site.TryPasswordAsync(_identifier, NotIt);

        (await FinishAsync(begun)).ShouldBeRefused();
        (await hosts.Sqlite.ReasonsAsync(_site)).ShouldBe([nameof(RefusalReason.PasswordWrong), nameof(RefusalReason.PasswordWrong)]);
    }

    [Fact]
    public async Task A_wrong_password_is_not_redeemed_at_the_token_endpoint_either()
    {
        var begun = await _site.TryPasswordAsync(_identifier, NotIt, "native-app");

        (await _site.TokenAsync(CeremonyOf(begun), _phone.Sign(begun.Body["publicKey"]!))).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task A_passkey_of_someone_else_does_not_follow_a_password()
    {
        var (other, _) = await _site.NewPersonAsync();
        using var owned = other;
        var begun = await _site.TryPasswordAsync(_identifier);

        var reply = other.SignWith(other.Credentials[0], begun.Body["publicKey"]!);

        (await _site.FinishSignInAsync(CeremonyOf(begun), reply)).ShouldBeRefused();
    }

    [Fact]
    public async Task A_password_alone_makes_no_account_here() =>
        (await _site.SignUpWithPasswordAsync(Someone.New())).ShouldBe(HttpStatusCode.Forbidden, "password_disabled");

    [Fact]
    public async Task A_sign_up_offers_a_passkey_alone()
    {
        var answer = await _site.PostAsync("signup", new JsonObject { ["identifier"] = Someone.New() });

        answer.Body["methods"]!.AsArray().Select(method => (string)method!).ShouldBe(["passkey"]);
    }

    [Fact]
    public async Task Eight_characters_are_enough_before_a_passkey()
    {
        var bearer = (await _site.SignInAsync(_phone)).Access;

        (await hosts.Sqlite.SetPasswordAsync(_site, bearer, "7 hills!")).ShouldBe(HttpStatusCode.NoContent);
        (await hosts.Sqlite.SetPasswordAsync(_site, bearer, "7 hill!")).ShouldName("password");
    }

    [Fact]
    public async Task The_last_passkey_counts_as_the_last_way_although_there_is_a_password()
    {
        var bearer = (await _site.SignInAsync(_phone)).Access;

        (await _site.RemoveAsync((await hosts.Sqlite.PasskeysAsync(_site))[0].Id, bearer)).ShouldBe(HttpStatusCode.Conflict, "last_credential");
    }

    private static Testing.Hosting.Ceremony CeremonyOf(Answer begun) => new(begun["ceremony"], begun.Body["publicKey"]!.AsObject());

    private Task<Answer> FinishAsync(Answer begun) => _site.FinishSignInAsync(CeremonyOf(begun), _phone.Sign(begun.Body["publicKey"]!));

    private async Task<JsonObject> ClaimsAsync(Answer begun) =>
        Tokens.ClaimsOf(Tokens.Of(await hosts.Sqlite.RedeemAsync((await FinishAsync(begun)).OrThrow()["code"])).Access);

    private static void LooksLike(Answer answer, Answer expected)
    {
        answer.Status.ShouldBe(expected.Status, answer.Text);
        Shape.Of(answer.Body).ShouldBe(Shape.Of(expected.Body));
        answer["ceremony"].Length.ShouldBe(expected["ceremony"].Length);
    }
}
