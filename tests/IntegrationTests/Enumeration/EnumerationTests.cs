using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Enumeration;

/// <summary>A stranger who names an identifier cannot tell whether it has an account (WebAuthn L3 §14.6.2).</summary>
public sealed class EnumerationTests(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _known = "";

    public async ValueTask InitializeAsync() => await StartAsync(activation: false);

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Sign_in_options_look_the_same_for_known_and_unknown()
    {
        var known = await _site.SignInOptionsAsync(_known);
        var unknown = await _site.SignInOptionsAsync(Someone.New());

        LookTheSame(known, unknown);
    }

    [Fact]
    public async Task The_sealed_ceremony_has_the_same_length_for_known_and_unknown()
    {
        var unknown = _known.Replace("person", "parson", StringComparison.Ordinal);

        var first = (await _site.SignInOptionsAsync(_known)).OrThrow();
        var second = (await _site.SignInOptionsAsync(unknown)).OrThrow();

        second["ceremony"].Length.ShouldBe(first["ceremony"].Length);
    }

    [Fact]
    public async Task A_decoy_is_the_same_at_every_call()
    {
        var unknown = Someone.New();

        (await AllowedAsync(unknown)).ShouldBe(await AllowedAsync(unknown));
    }

    [Fact]
    public async Task A_decoy_does_not_depend_on_case()
    {
        var unknown = Someone.New();

        (await AllowedAsync(unknown.ToUpperInvariant())).ShouldBe(await AllowedAsync(unknown));
    }

    [Fact]
    public async Task An_identifier_does_not_depend_on_case() =>
        (await AllowedAsync(_known.ToUpperInvariant())).ShouldBe(await AllowedAsync(_known));

    [Fact]
    public async Task A_decoy_of_another_identifier_is_another() =>
        (await AllowedAsync(Someone.New())).ShouldNotBe(await AllowedAsync(Someone.New()));

    [Fact]
    public async Task A_decoy_of_another_pool_is_another()
    {
        var unknown = Someone.New();
        var here = await AllowedAsync(unknown);
        _site = await hosts.Sqlite.NewPoolAsync();

        (await AllowedAsync(unknown)).ShouldNotBe(here);
    }

    [Fact]
    public async Task A_decoy_is_refused_like_a_wrong_signature()
    {
        var named = await _site.BeginSignInAsync(_known);
        var wrong = await _site.FinishSignInAsync(named, _phone.Sign(named.Options, draft => draft.AlterSignature = ByteEdits.WithFlippedBit));
        var decoyed = await _site.BeginSignInAsync(Someone.New());
        var id = System.Buffers.Text.Base64Url.DecodeFromChars((string)decoyed.Options["allowCredentials"]![0]!["id"]!);

        var decoy = await _site.FinishSignInAsync(decoyed, _phone.SignWith(_phone.Credentials[0], decoyed.Options, draft => draft.CredentialId = id));

        decoy.ShouldBeRefused();
        LookTheSame(wrong, decoy);
    }

    [Fact]
    public async Task A_decoy_is_refused_like_a_wrong_signature_where_nobody_was_named()
    {
        var decoyed = await _site.BeginSignInAsync(Someone.New());
        var id = System.Buffers.Text.Base64Url.DecodeFromChars((string)decoyed.Options["allowCredentials"]![0]!["id"]!);
        var ceremony = await _site.BeginSignInAsync();

        var decoy = await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options, draft => draft.CredentialId = id));

        decoy.ShouldBeRefused();
    }

    [Fact]
    public async Task A_sign_up_begins_the_same_for_known_and_unknown() =>
        LookTheSame(await SignUpAsync(Someone.New()), await SignUpAsync(_known));

    [Fact]
    public async Task A_sign_up_offers_the_same_options_for_known_and_unknown()
    {
        var unknown = await _site.BeginSignUpAsync(Someone.New());
        var known = await _site.BeginSignUpAsync(_known);

        Shape.Of(known.Options).ShouldBe(Shape.Of(unknown.Options));
        known.Options["excludeCredentials"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sign_up_ends_the_same_for_known_and_unknown(bool activation)
    {
        await StartAsync(activation);
        using var other = _site.NewPhone();
        var unknown = await FinishSignUpAsync(Someone.New(), other);
        var known = await FinishSignUpAsync(_known, other);

        unknown.ShouldBe(HttpStatusCode.Created);
        LookTheSame(unknown, known);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sign_up_with_a_known_identifier_attaches_nothing_to_its_account(bool activation)
    {
        await StartAsync(activation);
        using var attacker = _site.NewPhone();

        await FinishSignUpAsync(_known, attacker);

        (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem().CredentialId.ShouldBe(_phone.Credentials[0].Id);
        (await hosts.Sqlite.UsersAsync(_site)).ShouldBe(1);
    }

    [Fact]
    public async Task A_decoys_id_cannot_be_registered_any_more_than_a_real_one()
    {
        var decoy = (await _site.BeginSignInAsync(Someone.New())).Options["allowCredentials"]![0]!["id"]!.GetValue<string>();
        using var other = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(Someone.New());

        var answer = await _site.FinishRegistrationAsync(ceremony, other.Register(ceremony.Options, draft => draft.CredentialId = Base64Url.DecodeFromChars(decoy)));

        answer.ShouldBe(HttpStatusCode.Conflict, "duplicate_credential");
    }

    [Fact]
    public async Task A_concealed_sign_up_is_used_up_like_any_other()
    {
        using var other = _site.NewPhone();
        var signup = await _site.SignUpTokenAsync(_known);
        var ceremony = await _site.BeginEnrolmentAsync(signup);
        await _site.FinishRegistrationAsync(ceremony, other.Register(ceremony.Options));

        (await _site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized, "invalid_signup");
    }

    [Fact]
    public async Task The_owner_of_an_identifier_gets_a_notice_when_someone_signs_up_with_it()
    {
        using var attacker = _site.NewPhone();

        await FinishSignUpAsync(_known, attacker);

        (await hosts.Sqlite.Mail.ArrivalAsync(_known, "notice")).ShouldNotBeNull();
    }

    private async Task StartAsync(bool activation)
    {
        _phone?.Dispose();
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Activation = activation } });
        (_phone, _known) = await _site.NewPersonAsync();
    }

    private Task<Answer> SignUpAsync(string identifier) => _site.PostAsync("signup", new JsonObject { ["identifier"] = identifier });

    private async Task<Answer> FinishSignUpAsync(string identifier, SoftwareAuthenticator phone)
    {
        var ceremony = await _site.BeginSignUpAsync(identifier);
        return await _site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options));
    }

    private async Task<string> AllowedAsync(string identifier) =>
        (await _site.BeginSignInAsync(identifier)).Options["allowCredentials"]!.ToJsonString();

    private static void LookTheSame(Answer one, Answer other)
    {
        other.Status.ShouldBe(one.Status, other.Text);
        Shape.Of(other.Body).ShouldBe(Shape.Of(one.Body));
        HeadersOf(other).ShouldBe(HeadersOf(one));
    }

    // The length of a body follows the length of the identifier.
    private static IEnumerable<string> HeadersOf(Answer answer) => answer.Headers
        .Where(header => header.Key is not ("Content-Length" or "Date"))
        .Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);
}
