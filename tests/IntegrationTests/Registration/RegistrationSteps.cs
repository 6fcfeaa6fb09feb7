using System.Formats.Cbor;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Registration;

/// <summary>WebAuthn Level 3 §7.1, step by step: a sign-up that works but for one deviation. docs/spec-coverage.md maps each step to its test.</summary>
public sealed class RegistrationSteps(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync();
        _phone = _site.NewPhone();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Without_a_deviation_it_succeeds() => (await RegisterAsync()).ShouldBe(HttpStatusCode.Created);

    [Fact]
    public async Task A_reply_without_an_attestation_object_cannot_be_read() =>
        await CannotReadAsync(draft => draft.AlterReply = reply => reply["response"]!.AsObject().Remove("attestationObject"), "credential.response.attestationObject");

    [Fact]
    public async Task Client_data_that_is_no_UTF_8_cannot_be_read() =>
        await CannotReadAsync(draft => draft.AlterClientDataJson = json => [.. json[..^2], 0xC3, (byte)'"', (byte)'}'], "credential.response.clientDataJSON");

    [Fact]
    public async Task Client_data_that_is_no_JSON_cannot_be_read() =>
        await CannotReadAsync(draft => draft.AlterClientDataJson = json => json.WithoutLast(1), "credential.response.clientDataJSON");

    [Fact]
    public async Task The_type_of_the_other_ceremony_is_refused() =>
        await RefusedAsync(draft => draft.Type = "webauthn.get", RefusalReason.WrongType);

    [Fact]
    public async Task A_challenge_of_someone_elses_ceremony_is_refused()
    {
        var other = await _site.BeginSignUpAsync(Someone.New());

        await RefusedAsync(draft => draft.Challenge = other.Options.Text("challenge"), RefusalReason.ChallengeMismatch);
    }

    [Fact]
    public async Task An_origin_that_is_not_listed_is_refused() =>
        await RefusedAsync(draft => draft.ClientData["origin"] = "https://evil.example", RefusalReason.OriginNotListed);

    [Fact]
    public async Task The_right_host_on_another_port_is_refused() =>
        await RefusedAsync(draft => draft.Origin = "http://localhost:5999", RefusalReason.OriginNotListed);

    [Fact]
    public async Task An_origin_that_only_begins_like_ours_is_refused() =>
        await RefusedAsync(draft => draft.Origin += ".evil.example", RefusalReason.OriginNotListed);

    [Fact]
    public async Task A_cross_origin_ceremony_is_refused() =>
        await RefusedAsync(draft => draft.CrossOrigin = true, RefusalReason.CrossOrigin);

    [Fact]
    public async Task A_top_origin_that_is_not_listed_is_refused()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { TopOrigins = ["https://shop.example"] });

        await RefusedAsync(draft => { draft.CrossOrigin = true; draft.TopOrigin = "https://evil.example"; }, RefusalReason.CrossOrigin);
    }

    [Fact]
    public async Task A_listed_top_origin_may_embed_the_ceremony()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { TopOrigins = ["https://shop.example"] });

        (await RegisterAsync(draft => { draft.CrossOrigin = true; draft.TopOrigin = "https://shop.example"; })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_truncated_attestation_object_cannot_be_read() =>
        await CannotReadAsync(draft => draft.AlterAttestationObject = bytes => bytes.WithoutLast(1), "credential.response.attestationObject");

    [Fact]
    public async Task Bytes_after_the_attestation_object_cannot_be_read() =>
        await CannotReadAsync(draft => draft.AlterAttestationObject = bytes => bytes.WithTrailing(0), "credential.response.attestationObject");

    [Fact]
    public async Task Bytes_after_the_public_key_cannot_be_read() =>
        await CannotReadAsync(draft => draft.AlterAuthenticatorData = bytes => bytes.WithTrailing(0), "credential.response.attestationObject");

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
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { UserVerification = Requirement.Preferred });

        (await RegisterAsync(draft => draft.Flags &= ~AuthenticatorFlags.UserVerified)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Backed_up_without_being_eligible_is_refused() =>
        await RefusedAsync(draft => draft.Flags |= AuthenticatorFlags.BackedUp, RefusalReason.BackupStateInvalid);

    [Fact]
    public async Task A_synced_passkey_is_refused_where_the_pool_denies_them()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { SyncedPasskeysAllowed = false });

        await RefusedAsync(draft => draft.Flags |= AuthenticatorFlags.BackupEligible, RefusalReason.SyncedPasskeyNotAllowed);
    }

    [Fact]
    public async Task The_backup_state_is_recorded()
    {
        await RegisterAsync(draft => draft.Flags |= AuthenticatorFlags.BackupEligible | AuthenticatorFlags.BackedUp);

        var passkey = (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem();
        passkey.BackedUp.ShouldBeTrue();
        passkey.Data.IsBackupEligible.ShouldBeTrue();
    }

    [Fact]
    public async Task An_algorithm_that_was_not_offered_is_refused()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Algorithms = [-7] });
        using var other = CredentialKey.Create(CoseAlgorithm.RS256);

        await RefusedAsync(draft => draft.PublicKey = other.ToCose(), RefusalReason.AlgorithmNotOffered);
    }

    [Fact]
    public async Task A_key_that_claims_an_algorithm_it_is_not_for_is_refused() =>
        await RefusedAsync(draft => draft.Algorithm = -257, RefusalReason.KeyMismatch);

    // RFC 8812 §2.
    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    public async Task A_short_rsa_key_is_refused_however_many_zeros_stand_in_front(int zeros)
    {
        using var rsa = RSA.Create(1024);

        await RefusedAsync(draft => draft.PublicKey = CoseOf(rsa.ExportParameters(includePrivateParameters: false), zeros), RefusalReason.KeyTooShort);
    }

    [Fact]
    public async Task A_registration_without_attested_credential_data_is_refused() =>
        await RefusedAsync(draft => draft.HasAttestedCredentialData = false, RefusalReason.AttestedDataMissing);

    [Fact]
    public async Task A_credential_id_outside_that_is_not_the_attested_one_is_refused() =>
        await RefusedAsync(
            draft => draft.AlterReply = reply =>
            {
                reply["id"] = "AAAAAAAAAAAAAAAAAAAAAA";
                reply["rawId"] = "AAAAAAAAAAAAAAAAAAAAAA";
            },
            RefusalReason.CredentialIdMismatch);

    [Fact]
    public async Task A_denied_authenticator_model_is_refused()
    {
        var model = new Guid("01020304-0506-0708-090a-0b0c0d0e0f10");
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { DeniedAaguids = [model] });

        await RefusedAsync(draft => draft.Aaguid = model, RefusalReason.AuthenticatorNotAllowed);
    }

    [Fact]
    public async Task An_authenticator_model_that_is_not_among_the_allowed_is_refused()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { AllowedAaguids = [new Guid("01020304-0506-0708-090a-0b0c0d0e0f10")] });

        await RefusedAsync(_ => { }, RefusalReason.AuthenticatorNotAllowed);
    }

    [Fact]
    public async Task An_allowed_authenticator_model_is_accepted()
    {
        var model = new Guid("01020304-0506-0708-090a-0b0c0d0e0f10");
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { AllowedAaguids = [model] });

        (await RegisterAsync(draft => draft.Aaguid = model)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_credential_id_of_1023_bytes_is_accepted() =>
        (await RegisterAsync(draft => draft.CredentialId = new byte[1023])).ShouldBe(HttpStatusCode.Created);

    [Fact]
    public async Task A_credential_id_of_1024_bytes_cannot_be_read() =>
        await CannotReadAsync(draft => draft.CredentialId = new byte[1024], "credential.rawId");

    [Fact]
    public async Task A_credential_id_that_someone_else_registered_is_a_duplicate()
    {
        await RegisterAsync();

        var answer = await RegisterAsync(draft => draft.CredentialId = _phone.Credentials[0].Id);

        answer.ShouldBe(HttpStatusCode.Conflict, "duplicate_credential");
        (await hosts.Sqlite.PasskeysAsync(_site)).Count.ShouldBe(1);
        (await hosts.Sqlite.UsersAsync(_site)).ShouldBe(1);
    }

    [Fact]
    public async Task The_credential_record_holds_what_the_authenticator_said()
    {
        _phone.Aaguid = new Guid("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4");
        _phone.CounterStep = 7;
        _phone.Transports = ["hybrid", "internal"];

        await RegisterAsync();

        var passkey = (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem();
        passkey.CredentialId.ShouldBe(_phone.Credentials[0].Id);
        passkey.Data.PublicKey.ShouldBe(_phone.Credentials[0].Key.ToCose());
        passkey.SignCount.ShouldBe(7);
        passkey.Data.IsUserVerified.ShouldBeTrue();
        passkey.Data.IsBackupEligible.ShouldBeFalse();
        passkey.Data.Transports.ShouldBe(["hybrid", "internal"]);
        passkey.RpId.ShouldBe("localhost");
        passkey.Aaguid.ShouldBe(_phone.Aaguid);
        passkey.LastUsedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Client_extension_outputs_that_nobody_asked_for_are_ignored() =>
        (await RegisterAsync(draft => draft.ClientExtensionResults["largeBlob"] = new JsonObject { ["supported"] = true })).ShouldBe(HttpStatusCode.Created);

    [Fact]
    public async Task Authenticator_extension_outputs_that_nobody_asked_for_are_ignored() =>
        (await RegisterAsync(draft => draft.Extensions = CredProtect())).ShouldBe(HttpStatusCode.Created);

    [Fact]
    public async Task The_passkey_is_stored_in_the_account_that_the_options_named()
    {
        var identifier = Someone.New();
        await RegisterAsync(identifier: identifier);

        var ceremony = await _site.BeginSignInAsync(identifier);

        (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_algorithm_that_is_offered_can_register()
    {
        foreach (var algorithm in new[] { CoseAlgorithm.ES256, CoseAlgorithm.ES384, CoseAlgorithm.ES512, CoseAlgorithm.RS256 })
        {
            _phone.Algorithms = [algorithm];
            (await RegisterAsync()).ShouldBe(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task Self_attestation_is_accepted()
    {
        _phone.Attestation = AttestationKind.PackedSelf;

        (await RegisterAsync()).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<Answer> RegisterAsync(Action<RegistrationDraft>? deviate = null, string? identifier = null)
    {
        var ceremony = await _site.BeginSignUpAsync(identifier ?? Someone.New());
        return await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options, deviate));
    }

    private async Task RefusedAsync(Action<RegistrationDraft> deviate, RefusalReason why)
    {
        (await RegisterAsync(deviate)).ShouldBeRefused();
        (await hosts.Sqlite.ReasonsAsync(_site)).ShouldBe([why.ToString()]);
        (await hosts.Sqlite.UsersAsync(_site)).ShouldBe(0);
    }

    private async Task CannotReadAsync(Action<RegistrationDraft> deviate, string member)
    {
        (await RegisterAsync(deviate)).ShouldName(member);
        (await hosts.Sqlite.UsersAsync(_site)).ShouldBe(0);
    }

    // RFC 8230 §4.
    private static byte[] CoseOf(RSAParameters key, int zeros)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(4);
        writer.WriteInt32(1);
        writer.WriteInt32(3);
        writer.WriteInt32(3);
        writer.WriteInt32(-257);
        writer.WriteInt32(-1);
        writer.WriteByteString([.. new byte[zeros], .. key.Modulus!]);
        writer.WriteInt32(-2);
        writer.WriteByteString(key.Exponent!);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] CredProtect()
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(1);
        writer.WriteTextString("credProtect");
        writer.WriteInt32(2);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
