using System.Text.Json.Nodes;
using Passkeys.Fido2Tests.Metadata;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.Testing.Authenticators;
using Passkeys.UnitTests.Authenticators;
using Shouldly;
using Xunit;
using AuthenticatorFlags = Passkeys.Testing.Authenticators.AuthenticatorFlags;

namespace Passkeys.Fido2Tests.Attestation;

/// <summary>Whom attestation makes trusted. Each test is a model that the metadata holds, with one deviation.</summary>
public sealed class TrustTests : IDisposable
{
    private static readonly Guid Aaguid = new("01020304-0506-0708-090a-0b0c0d0e0f10");
    private static readonly Guid Another = new("a1a2a3a4-a5a6-a7a8-a9aa-abacadaeafb0");
    private readonly TestAuthority _vendor = TestAuthority.Root();
    private readonly TestBlob _blob = new();
    private readonly MetadataFolder _folder = new();
    private readonly SoftwareAuthenticator _phone = new(Options.Origin) { Aaguid = Aaguid };

    public void Dispose()
    {
        _phone.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_attested_model_of_the_metadata_is_trusted()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBeVerified();
    }

    [Fact]
    public async Task A_model_that_the_metadata_does_not_hold_is_not_trusted()
    {
        _blob.Add(TestBlob.Model(Another, [_vendor.Certificate]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBe(RefusalReason.AttestationUntrusted);
    }

    [Theory]
    [InlineData("REVOKED")]
    [InlineData("USER_VERIFICATION_BYPASS")]
    [InlineData("ATTESTATION_KEY_COMPROMISE")]
    [InlineData("USER_KEY_REMOTE_COMPROMISE")]
    [InlineData("USER_KEY_PHYSICAL_COMPROMISE")]
    public async Task A_model_that_was_revoked_or_compromised_is_refused(string status)
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate], ["FIDO_CERTIFIED", status]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBe(RefusalReason.AuthenticatorCompromised);
    }

    [Fact]
    public async Task What_was_compromised_stays_so_whatever_is_reported_afterwards()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate], ["USER_KEY_REMOTE_COMPROMISE", "UPDATE_AVAILABLE"]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBe(RefusalReason.AuthenticatorCompromised);
    }

    [Fact]
    public async Task A_compromised_model_is_refused_also_where_trust_is_not_demanded()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate], ["REVOKED"]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed(), AttestationDemand.Correct)).ShouldBe(RefusalReason.AuthenticatorCompromised);
    }

    [Theory]
    [InlineData("FIDO_CERTIFIED_L3plus")]
    [InlineData("NOT_FIDO_CERTIFIED")]
    [InlineData("UPDATE_AVAILABLE")]
    [InlineData("A_STATUS_OF_TOMORROW")]
    public async Task Other_statuses_refuse_nobody(string status)
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate], [status]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBeVerified();
    }

    [Fact]
    public async Task A_report_that_is_not_in_effect_yet_refuses_nobody()
    {
        var entry = TestBlob.Model(Aaguid, [_vendor.Certificate], ["REVOKED"]);
        entry["statusReports"]![0]!["effectiveDate"] = "2999-01-01";
        _blob.Add(entry);

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBeVerified();
    }

    [Fact]
    public async Task A_compromised_attestation_key_refuses_what_it_attested()
    {
        var compromised = _vendor.NewAttestationKey(Aaguid);
        _blob.Add(KeyCompromise(compromised));

        (await RegisterAsync(compromised.Packed())).ShouldBe(RefusalReason.AuthenticatorCompromised);
    }

    [Fact]
    public async Task A_compromised_attestation_key_does_not_refuse_what_others_attested()
    {
        _blob.Add(KeyCompromise(_vendor.NewAttestationKey(Aaguid)));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBeVerified();
    }

    [Fact]
    public async Task No_attestation_is_refused_where_it_is_demanded()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(_ => { })).ShouldBe(RefusalReason.AttestationMissing);
    }

    [Fact]
    public async Task Self_attestation_is_refused_where_trust_is_demanded()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(draft => draft.AttestationFormat = "packed")).ShouldBe(RefusalReason.AttestationMissing);
    }

    [Fact]
    public async Task A_format_that_nobody_knows_is_no_attestation()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(draft => draft.AttestationFormat = "android-safetynet")).ShouldBe(RefusalReason.AttestationMissing);
    }

    [Theory]
    [InlineData(AttestationDemand.Correct)]
    [InlineData(AttestationDemand.Trusted)]
    public async Task A_wrong_signature_is_refused(AttestationDemand demand)
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));
        using var stranger = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);

        (await RegisterAsync((_vendor.NewAttestationKey(Aaguid) with { Key = stranger }).Packed(), demand)).ShouldBe(RefusalReason.AttestationRefused);
    }

    [Fact]
    public async Task A_certificate_of_another_model_is_refused()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(_vendor.NewAttestationKey(Another).Packed())).ShouldBe(RefusalReason.AttestationRefused);
    }

    [Fact]
    public async Task Certificates_of_a_stranger_are_not_trusted()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(TestAuthority.Root().NewAttestationKey(Aaguid).Packed())).ShouldBe(RefusalReason.AttestationUntrusted);
    }

    [Fact]
    public async Task Certificates_of_a_stranger_with_the_vendors_names_are_not_trusted_though_the_root_is_sent_along()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));
        var stranger = TestAuthority.Root().NewAttestationKey(Aaguid);

        (await RegisterAsync(stranger.Packed(_vendor.Certificate))).ShouldBe(RefusalReason.AttestationUntrusted);
    }

    [Fact]
    public async Task A_certificate_that_an_authenticator_issued_is_not_trusted()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));
        var authenticator = _vendor.NewAttestationKey();

        (await RegisterAsync(TestAuthority.NewAttestationKeyBy(authenticator, Aaguid).Packed(authenticator.Certificate))).ShouldBe(RefusalReason.AttestationUntrusted);
    }

    [Fact]
    public async Task A_certificate_that_ran_out_is_refused()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)).Packed())).ShouldBe(RefusalReason.AttestationRefused);
    }

    [Fact]
    public async Task A_certificate_between_may_be_sent_along()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));
        var between = _vendor.Between();

        (await RegisterAsync(between.NewAttestationKey(Aaguid).Packed(between.Certificate))).ShouldBeVerified();
    }

    [Fact]
    public async Task A_certificate_between_may_be_the_anchor()
    {
        var between = _vendor.Between();
        _blob.Add(TestBlob.Model(Aaguid, [between.Certificate]));

        (await RegisterAsync(between.NewAttestationKey(Aaguid).Packed())).ShouldBeVerified();
    }

    [Fact]
    public async Task A_stranger_with_the_name_of_the_anchor_between_is_not_trusted()
    {
        var between = _vendor.Between();
        _blob.Add(TestBlob.Model(Aaguid, [between.Certificate]));

        (await RegisterAsync(TestAuthority.Root().Between().NewAttestationKey(Aaguid).Packed(between.Certificate))).ShouldBe(RefusalReason.AttestationUntrusted);
    }

    [Fact]
    public async Task An_attestation_certificate_may_be_the_anchor()
    {
        var key = _vendor.NewAttestationKey(Aaguid);
        _blob.Add(TestBlob.Model(Aaguid, [key.Certificate]));

        (await RegisterAsync(key.Packed())).ShouldBeVerified();
    }

    [Fact]
    public async Task Anchors_of_another_model_do_not_count()
    {
        _blob.Add(TestBlob.Model(Aaguid, [TestAuthority.Root().Certificate])).Add(TestBlob.Model(Another, [_vendor.Certificate]));

        (await RegisterAsync(_vendor.NewAttestationKey().Packed())).ShouldBe(RefusalReason.AttestationUntrusted);
    }

    [Fact]
    public async Task Without_a_model_nobody_is_trusted()
    {
        _phone.Aaguid = Guid.Empty;
        _blob.Add(TestBlob.Model(Guid.Empty, [_vendor.Certificate]));
        _folder.PlaceAnchor("vendor.pem", _vendor.Pem);

        (await RegisterAsync(_vendor.NewAttestationKey().Packed())).ShouldBe(RefusalReason.AttestationUntrusted);
    }

    [Fact]
    public async Task A_U2F_authenticator_is_found_by_the_key_of_its_certificate()
    {
        var key = _vendor.NewAttestationKey();
        _blob.Add(TestBlob.U2FModel(KeyIdentifier(key), [_vendor.Certificate]));

        (await RegisterAsync(key.U2F())).ShouldBeVerified().HardwareProtected.ShouldBeTrue();
    }

    [Fact]
    public async Task A_U2F_authenticator_that_was_revoked_is_refused()
    {
        var key = _vendor.NewAttestationKey();
        _blob.Add(TestBlob.U2FModel(KeyIdentifier(key), [_vendor.Certificate], ["REVOKED"]));

        (await RegisterAsync(key.U2F())).ShouldBe(RefusalReason.AuthenticatorCompromised);
    }

    [Fact]
    public async Task An_operators_anchor_makes_trusted_what_the_metadata_does_not_hold()
    {
        _folder.PlaceAnchor("vendor.pem", _vendor.Pem);

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBeVerified().HardwareProtected.ShouldBeFalse();
    }

    [Fact]
    public async Task An_operators_anchor_does_not_excuse_a_compromised_model()
    {
        _folder.PlaceAnchor("vendor.pem", _vendor.Pem);
        _blob.Add(TestBlob.Model(Aaguid, [], ["REVOKED"]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBe(RefusalReason.AuthenticatorCompromised);
    }

    // Whoever has an operator's anchor may write the AAGUID of any model into what it attests.
    [Fact]
    public async Task An_operators_anchor_proves_no_hardware_of_a_model_that_the_metadata_holds()
    {
        var stranger = TestAuthority.Root();
        _folder.PlaceAnchor("stranger.pem", stranger.Pem);
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(stranger.NewAttestationKey(Aaguid).Packed())).ShouldBeVerified().HardwareProtected.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, "hardware", "secure_element")]
    [InlineData(true, "hardware", "tee")]
    [InlineData(false, "software")]
    [InlineData(false, "hardware", "software")]
    [InlineData(false, "remote_handle")]
    public async Task The_metadata_says_whether_keys_are_in_hardware(bool hardware, params string[] protection)
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate], keyProtection: protection));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed())).ShouldBeVerified().HardwareProtected.ShouldBe(hardware);
    }

    [Fact]
    public async Task A_key_that_may_be_synced_is_not_in_hardware()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(draft =>
        {
            _vendor.NewAttestationKey(Aaguid).Packed()(draft);
            draft.Flags |= AuthenticatorFlags.BackupEligible;
        })).ShouldBeVerified().HardwareProtected.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_statement_proves_counts_where_nothing_is_demanded_but_correctness()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed(), AttestationDemand.Correct)).ShouldBeVerified().HardwareProtected.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stranger_registers_where_nothing_is_demanded_but_correctness()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate]));

        (await RegisterAsync(TestAuthority.Root().NewAttestationKey(Aaguid).Packed(), AttestationDemand.Correct)).ShouldBeVerified().HardwareProtected.ShouldBeFalse();
    }

    [Fact]
    public async Task A_statement_that_nobody_asked_for_proves_nothing()
    {
        _blob.Add(TestBlob.Model(Aaguid, [_vendor.Certificate], ["REVOKED"]));

        (await RegisterAsync(_vendor.NewAttestationKey(Aaguid).Packed(), AttestationDemand.None)).ShouldBeVerified().HardwareProtected.ShouldBeFalse();
    }

    private Task<RegistrationVerification> RegisterAsync(Action<RegistrationDraft> attest, AttestationDemand demand = AttestationDemand.Trusted)
    {
        _folder.Place(_blob);
        return Verifiers.With(_folder.Configure).RegisterAsync(_phone.Register(Options.Creation(), attest), demand);
    }

    private JsonObject KeyCompromise(AttestationKey key)
    {
        var entry = TestBlob.Model(Aaguid, [_vendor.Certificate], ["ATTESTATION_KEY_COMPROMISE"]);
        entry["statusReports"]![0]!["certificate"] = Convert.ToBase64String(key.Certificate.RawData);
        return entry;
    }

    private static string KeyIdentifier(AttestationKey key) =>
#pragma warning disable CA5350 // The metadata service names keys by SHA-1.
        Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(key.Certificate.PublicKey.EncodedKeyValue.RawData));
#pragma warning restore CA5350
}
