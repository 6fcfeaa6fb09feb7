using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SelfService;

/// <summary>The error table of seeds/002, line by line, as it is answered here.</summary>
public sealed class ErrorTable(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _identifier = "";

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync();
        (_phone, _identifier) = await _site.NewPersonAsync();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    // 400, "missing email in login start": here an identifier is one way to begin among others; where it is needed, its absence is named.
    [Fact]
    public async Task A_start_without_an_identifier_is_a_discoverable_sign_in() =>
        (await _site.SignInOptionsAsync()).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_start_with_an_empty_identifier_names_it() =>
        (await _site.PostAsync("login/webauthn/options", new JsonObject { ["identifier"] = " " })).ShouldName("identifier");

    // 400, "missing email in login finish": here the person comes from the ceremony, and that is what may be missing.
    [Theory]
    [InlineData("ceremony")]
    [InlineData("credential")]
    public async Task A_finish_that_lacks_something_names_it(string missing)
    {
        var ceremony = await _site.BeginSignInAsync(_identifier);
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = _phone.Sign(ceremony.Options) };
        body.Remove(missing);

        (await _site.PostAsync("login/webauthn/finish", body)).ShouldName(missing);
    }

    // 401, "authentication required for registration".
    [Theory]
    [InlineData("register/webauthn/begin")]
    [InlineData("register/webauthn/finish")]
    public async Task A_registration_needs_somebody(string endpoint)
    {
        var answer = await _site.PostAsync(endpoint, new JsonObject());

        answer.ShouldBe(HttpStatusCode.Unauthorized, "unauthorized");
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer");
    }

    // 401, "assertion verification failed: wrong key".
    [Fact]
    public async Task An_assertion_of_a_wrong_key_is_refused()
    {
        var ceremony = await _site.BeginSignInAsync(_identifier);

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options, draft => draft.AlterSignature = ByteEdits.WithFlippedBit))).ShouldBeRefused();
    }

    // 401, "assertion verification failed: wrong origin".
    [Fact]
    public async Task An_assertion_of_a_wrong_origin_is_refused()
    {
        var ceremony = await _site.BeginSignInAsync(_identifier);

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options, draft => draft.Origin = "https://evil.example"))).ShouldBeRefused();
    }

    // 401, "user not found for given email": told at the end and not at the start, in the same words as everything else.
    [Fact]
    public async Task A_person_that_is_not_there_is_refused_at_the_end()
    {
        var ceremony = await _site.BeginSignInAsync(Someone.New());
        var decoy = CeremonyOptions.Decode((string)ceremony.Options["allowCredentials"]![0]!["id"]!);

        (await _site.FinishSignInAsync(ceremony, _phone.SignWith(_phone.Credentials[0], ceremony.Options, draft => draft.CredentialId = decoy))).ShouldBeRefused();
    }

    // 404, "no WebAuthn credentials registered for user": the same once more, because the difference would tell who has an account.
    [Fact]
    public async Task A_person_without_a_passkey_is_refused_at_the_end()
    {
        var bearer = (await _site.SignInAsync(_phone)).Access;
        (await _site.RemoveAsync((await hosts.Sqlite.PasskeysAsync(_site))[0].Id, bearer, "last_credential")).OrThrow();
        var ceremony = await _site.BeginSignInAsync(_identifier);

        ceremony.Options["allowCredentials"]!.AsArray().Count.ShouldBe(1);
        (await _site.FinishSignInAsync(ceremony, _phone.SignWith(_phone.Credentials[0], ceremony.Options))).ShouldBeRefused();
    }
}
