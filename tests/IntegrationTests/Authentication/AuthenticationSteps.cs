using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authentication;

/// <summary>WebAuthn Level 3 §7.2, step by step: a sign-in that works but for one deviation. docs/spec-coverage.md maps each step to its test.</summary>
public sealed class AuthenticationSteps(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _identifier = "";

    public ValueTask InitializeAsync() => StartAsync();

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Without_a_deviation_it_succeeds() => (await SignInAsync()).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_registration_reply_cannot_be_read()
    {
        var registration = await _site.BeginSignUpAsync(Someone.New());
        var ceremony = await _site.BeginSignInAsync();

        (await _site.FinishSignInAsync(ceremony, _phone.Register(registration.Options))).ShouldName("credential.response.signature");
    }

    [Fact]
    public async Task A_credential_that_was_not_allowed_is_refused()
    {
        var (stranger, _) = await _site.NewPersonAsync();
        var ceremony = await _site.BeginSignInAsync(_identifier);

        var reply = stranger.SignWith(stranger.Credentials[0], ceremony.Options, draft => draft.UserHandle = null);

        (await _site.FinishSignInAsync(ceremony, reply)).ShouldBeRefused();
        await ReasonIsAsync(RefusalReason.CredentialOfAnother);
    }

    [Fact]
    public async Task An_unknown_credential_is_refused_without_a_word_where_the_user_was_named()
    {
        var ceremony = await _site.BeginSignInAsync(_identifier);

        var reply = _phone.Sign(ceremony.Options, draft => draft.CredentialId = [1, 2, 3, 4]);

        (await _site.FinishSignInAsync(ceremony, reply)).ShouldBeRefused();
        await ReasonIsAsync(RefusalReason.CredentialUnknown);
    }

    [Fact]
    public async Task A_user_handle_of_another_is_refused_where_the_user_was_named()
    {
        var ceremony = await _site.BeginSignInAsync(_identifier);

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options, draft => draft.UserHandle = new byte[32]))).ShouldBeRefused();
        await ReasonIsAsync(RefusalReason.UserHandleMismatch);
    }

    [Fact]
    public async Task A_user_handle_may_be_absent_where_the_user_was_named()
    {
        var ceremony = await _site.BeginSignInAsync(_identifier);

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options, draft => draft.UserHandle = null))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task An_empty_user_handle_is_none(string handle)
    {
        var ceremony = await _site.BeginSignInAsync(_identifier);

        var reply = _phone.Sign(ceremony.Options, draft => draft.AlterReply = json => json["response"]!["userHandle"] = JsonNode.Parse(handle));

        (await _site.FinishSignInAsync(ceremony, reply)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_user_handle_is_needed_where_nobody_was_named() =>
        await RefusedAsync(draft => draft.UserHandle = null, RefusalReason.UserHandleMissing);

    [Fact]
    public async Task A_user_handle_of_another_is_refused_where_nobody_was_named()
    {
        var (stranger, _) = await _site.NewPersonAsync();

        await RefusedAsync(draft => draft.UserHandle = stranger.Credentials[0].UserHandle, RefusalReason.UserHandleMismatch);
    }

    [Fact]
    public async Task An_unknown_credential_is_told_where_nobody_was_named()
    {
        var answer = await SignInAsync(draft => draft.CredentialId = [1, 2, 3, 4]);

        answer.ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");
        answer["credentialId"].ShouldBe("AQIDBA");
        answer["rpId"].ShouldBe("localhost");
    }

    [Fact]
    public async Task Client_data_that_is_no_UTF_8_cannot_be_read() =>
        (await SignInAsync(draft => draft.AlterClientDataJson = json => [.. json[..^2], 0xC3, (byte)'"', (byte)'}'])).ShouldName("credential.response.clientDataJSON");

    [Fact]
    public async Task Client_data_that_is_no_JSON_cannot_be_read() =>
        (await SignInAsync(draft => draft.AlterClientDataJson = json => json.WithoutLast(1))).ShouldName("credential.response.clientDataJSON");

    [Fact]
    public async Task The_type_of_the_other_ceremony_is_refused() =>
        await RefusedAsync(draft => draft.Type = "webauthn.create", RefusalReason.WrongType);

    [Fact]
    public async Task A_challenge_of_someone_elses_ceremony_is_refused()
    {
        var other = await _site.BeginSignInAsync();

        await RefusedAsync(draft => draft.Challenge = other.Options.Text("challenge"), RefusalReason.ChallengeMismatch);
    }

    [Fact]
    public async Task An_origin_that_is_not_listed_is_refused() =>
        await RefusedAsync(draft => draft.ClientData["origin"] = "https://evil.example", RefusalReason.OriginNotListed);

    [Fact]
    public async Task The_right_host_on_another_port_is_refused() =>
        await RefusedAsync(draft => draft.Origin = "http://localhost:5999", RefusalReason.OriginNotListed);

    [Fact]
    public async Task A_listed_origin_is_accepted()
    {
        await StartAsync(policy => policy with { Origins = ["https://portal.localhost"] });

        (await SignInAsync(draft => draft.Origin = "https://portal.localhost")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cross_origin_ceremony_is_refused() =>
        await RefusedAsync(draft => draft.CrossOrigin = true, RefusalReason.CrossOrigin);

    [Fact]
    public async Task A_top_origin_that_is_not_listed_is_refused()
    {
        await StartAsync(policy => policy with { TopOrigins = ["https://shop.example"] });

        await RefusedAsync(draft => { draft.CrossOrigin = true; draft.TopOrigin = "https://evil.example"; }, RefusalReason.CrossOrigin);
    }

    [Fact]
    public async Task A_listed_top_origin_may_embed_the_ceremony()
    {
        await StartAsync(policy => policy with { TopOrigins = ["https://shop.example"] });

        (await SignInAsync(draft => { draft.CrossOrigin = true; draft.TopOrigin = "https://shop.example"; })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_hash_of_another_RP_ID_is_refused() =>
        await RefusedAsync(draft => draft.RpId = "evil.example", RefusalReason.RpIdMismatch);

    [Fact]
    public async Task An_absent_user_is_refused() =>
        await RefusedAsync(draft => draft.Flags &= ~AuthenticatorFlags.UserPresent, RefusalReason.UserNotPresent);

    [Fact]
    public async Task An_unverified_user_is_refused_where_verification_is_required() =>
        await RefusedAsync(draft => draft.Flags &= ~AuthenticatorFlags.UserVerified, RefusalReason.UserNotVerified);

    [Fact]
    public async Task An_unverified_user_is_accepted_where_verification_is_preferred()
    {
        await StartAsync(policy => policy with { UserVerification = Requirement.Preferred });

        (await SignInAsync(draft => draft.Flags &= ~AuthenticatorFlags.UserVerified)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Backed_up_without_being_eligible_is_refused() =>
        await RefusedAsync(draft => draft.Flags |= AuthenticatorFlags.BackedUp, RefusalReason.BackupStateInvalid);

    [Fact]
    public async Task A_device_bound_passkey_cannot_become_eligible_for_backup() =>
        await RefusedAsync(draft => draft.Flags |= AuthenticatorFlags.BackupEligible, RefusalReason.BackupEligibilityChanged);

    [Fact]
    public async Task A_passkey_that_may_be_synced_cannot_become_device_bound()
    {
        await StartAsync(prepare: phone => phone.BackupEligible = true);

        await RefusedAsync(draft => draft.Flags &= ~AuthenticatorFlags.BackupEligible, RefusalReason.BackupEligibilityChanged);
    }

    [Fact]
    public async Task A_flipped_bit_in_the_signature_is_refused() =>
        await RefusedAsync(draft => draft.AlterSignature = ByteEdits.WithFlippedBit, RefusalReason.SignatureInvalid);

    [Fact]
    public async Task A_truncated_signature_is_refused() =>
        await RefusedAsync(draft => draft.AlterSignature = bytes => bytes.WithoutLast(1), RefusalReason.SignatureInvalid);

    [Fact]
    public async Task A_signature_by_another_key_is_refused()
    {
        using var other = CredentialKey.Create(CoseAlgorithm.ES256);

        await RefusedAsync(draft => draft.SigningKey = other, RefusalReason.SignatureInvalid);
    }

    [Fact]
    public async Task Client_data_changed_after_the_signature_is_refused() =>
        await RefusedAsync(draft => draft.AlterReply = reply => Append(reply, "clientDataJSON", (byte)' '), RefusalReason.SignatureInvalid);

    [Fact]
    public async Task Authenticator_data_changed_after_the_signature_is_refused() =>
        await RefusedAsync(draft => draft.AlterReply = RaiseCounter, RefusalReason.SignatureInvalid);

    [Fact]
    public async Task Bytes_after_the_authenticator_data_cannot_be_read() =>
        (await SignInAsync(draft => draft.AlterAuthenticatorData = bytes => bytes.WithTrailing(0))).ShouldName("credential.response.authenticatorData");

    [Fact]
    public async Task Truncated_authenticator_data_cannot_be_read() =>
        (await SignInAsync(draft => draft.AlterAuthenticatorData = bytes => bytes.WithoutLast(1))).ShouldName("credential.response.authenticatorData");

    [Fact]
    public async Task A_counter_that_stays_zero_is_accepted()
    {
        (await SignInAsync()).ShouldBe(HttpStatusCode.OK);
        (await SignInAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(0)]
    public async Task A_counter_that_does_not_grow_is_refused_where_the_pool_refuses_it(int count)
    {
        await StartAsync(policy => policy with { CounterPolicy = CounterPolicy.Refuse }, phone => phone.CounterStep = 5);

        await RefusedAsync(draft => draft.SignCount = (uint)count, RefusalReason.CounterRegressed);

        (await hosts.Sqlite.PasskeysAsync(_site))[0].SignCount.ShouldBe(5);
        (await hosts.Sqlite.AuditAsync(_site)).ShouldContain(entry => entry.Event == "counter-regressed");
    }

    [Fact]
    public async Task A_counter_that_goes_back_is_accepted_and_audited_where_the_pool_flags_it()
    {
        await StartAsync(policy => policy with { CounterPolicy = CounterPolicy.Flag }, phone => phone.CounterStep = 5);

        (await SignInAsync(draft => draft.SignCount = 4)).ShouldBe(HttpStatusCode.OK);

        (await hosts.Sqlite.AuditAsync(_site)).ShouldContain(entry => entry.Event == "counter-regressed");
    }

    [Fact]
    public async Task A_counter_that_grows_is_no_event()
    {
        await StartAsync(prepare: phone => phone.CounterStep = 5);

        (await SignInAsync()).ShouldBe(HttpStatusCode.OK);

        (await hosts.Sqlite.AuditAsync(_site)).ShouldNotContain(entry => entry.Event == "counter-regressed");
    }

    [Fact]
    public async Task Client_extension_outputs_that_nobody_asked_for_are_ignored() =>
        (await SignInAsync(draft => draft.ClientExtensionResults["appid"] = true)).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Authenticator_extension_outputs_that_nobody_asked_for_are_ignored() =>
        (await SignInAsync(draft => draft.Extensions = [0xA1, 0x63, (byte)'x', (byte)'y', (byte)'z', 0xF5])).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task What_the_assertion_changed_is_recorded()
    {
        await StartAsync(prepare: phone => { phone.BackupEligible = true; phone.CounterStep = 5; });

        await SignInAsync(draft => draft.Flags |= AuthenticatorFlags.BackedUp);

        var passkey = (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem();
        passkey.SignCount.ShouldBe(10);
        passkey.BackedUp.ShouldBeTrue();
        passkey.LastUsedAt.ShouldBe(hosts.Sqlite.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_refused_assertion_changes_nothing()
    {
        await StartAsync(prepare: phone => { phone.BackupEligible = true; phone.CounterStep = 5; });

        await SignInAsync(draft => { draft.Flags |= AuthenticatorFlags.BackedUp; draft.AlterSignature = ByteEdits.WithFlippedBit; });

        var passkey = (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem();
        passkey.SignCount.ShouldBe(5);
        passkey.BackedUp.ShouldBeFalse();
        passkey.LastUsedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_sign_in_with_verification_does_not_upgrade_a_passkey_that_was_registered_without()
    {
        await StartAsync(policy => policy with { UserVerification = Requirement.Preferred }, phone => phone.VerifiesUser = false);
        _phone.VerifiesUser = true;

        (await SignInAsync()).ShouldBe(HttpStatusCode.OK);

        (await hosts.Sqlite.PasskeysAsync(_site))[0].Data.IsUserVerified.ShouldBeFalse();
    }

    [Theory]
    [InlineData(CoseAlgorithm.ES256)]
    [InlineData(CoseAlgorithm.ES384)]
    [InlineData(CoseAlgorithm.ES512)]
    [InlineData(CoseAlgorithm.RS256)]
    public async Task Every_algorithm_that_is_offered_can_sign_in(CoseAlgorithm algorithm)
    {
        await StartAsync(prepare: phone => phone.Algorithms = [algorithm]);

        (await SignInAsync()).ShouldBe(HttpStatusCode.OK);
    }

    private async ValueTask StartAsync(Func<PoolPolicy, PoolPolicy>? policy = null, Action<SoftwareAuthenticator>? prepare = null)
    {
        _phone?.Dispose();
        _site = await hosts.Sqlite.NewPoolAsync(policy);
        (_phone, _identifier) = await _site.NewPersonAsync(prepare);
    }

    private async Task<Answer> SignInAsync(Action<AssertionDraft>? deviate = null)
    {
        var ceremony = await _site.BeginSignInAsync();
        return await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options, deviate));
    }

    private async Task RefusedAsync(Action<AssertionDraft> deviate, RefusalReason why)
    {
        (await SignInAsync(deviate)).ShouldBeRefused();
        await ReasonIsAsync(why);
    }

    private async Task ReasonIsAsync(RefusalReason why) =>
        (await hosts.Sqlite.ReasonsAsync(_site)).ShouldBe([why.ToString()]);

    private static void Append(JsonObject reply, string member, byte value) =>
        Edit(reply, member, bytes => bytes.WithTrailing(value));

    private static void RaiseCounter(JsonObject reply) => Edit(reply, "authenticatorData", bytes =>
    {
        bytes[36]++;
        return bytes;
    });

    private static void Edit(JsonObject reply, string member, Func<byte[], byte[]> edit)
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars((string)reply["response"]![member]!);
        reply["response"]![member] = System.Buffers.Text.Base64Url.EncodeToString(edit(bytes));
    }
}
