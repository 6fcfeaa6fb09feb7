using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.Fido2Tests.Metadata;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.UnitTests.Authenticators;
using Passkeys.UnitTests.Verification;
using Shouldly;
using Xunit;

namespace Passkeys.Fido2Tests.Attestation;

/// <summary>The examples of WebAuthn Level 3, section Test Vectors (tests/UnitTests/vectors), with their attestation, which leads to the root that the section names.</summary>
public sealed class SpecVectorTests : IDisposable
{
    // Ed448 is not offered. For three formats the library wants more than the specification, as real authenticators have it, and the examples do not: fido-u2f without a model, tpm of a
    // manufacturer that is registered, apple with a certificate between.
    private static readonly string[] Apart = ["packed.Ed448", "fido-u2f.ES256", "tpm.ES256", "apple.ES256"];
    private static readonly OriginRule AnyFrame = new([SpecVector.Origin], [SpecVector.TopOrigin, OriginRule.AnyTopOrigin]);
    private readonly MetadataFolder _folder = new();
    private readonly IWebAuthnVerifier _verifier;

    public SpecVectorTests()
    {
        var root = X509CertificateLoader.LoadCertificate(SpecVector.AttestationRoot);
        _verifier = Verifiers.With(_folder.PlaceAnchor("w3c.pem", root.ExportCertificatePem()).Configure);
    }

    public static TheoryData<string> Usual { get; } = [.. SpecVector.Names.Except(Apart)];

    public static TheoryData<string> Attested { get; } =
        [.. SpecVector.Names.Except(Apart).Where(name => !name.StartsWith("none", StringComparison.Ordinal) && !name.StartsWith("packed-self", StringComparison.Ordinal))];

    public static TheoryData<string> NotAttested { get; } =
        [.. SpecVector.Names.Where(name => name.StartsWith("none", StringComparison.Ordinal) || name.StartsWith("packed-self", StringComparison.Ordinal))];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Usual))]
    public async Task A_registration_of_the_specification_verifies_with_its_statement(string name) =>
        (await RegisterAsync(SpecVector.Named(name).RegistrationReply(), name, AttestationDemand.Correct)).ShouldBeVerified();

    [Theory, MemberData(nameof(Attested))]
    public async Task Its_attestation_leads_to_the_root_of_the_specification(string name) =>
        (await RegisterAsync(SpecVector.Named(name).RegistrationReply(), name, AttestationDemand.Trusted)).ShouldBeVerified();

    [Theory, MemberData(nameof(NotAttested))]
    public async Task Without_attestation_it_is_refused_where_that_is_demanded(string name) =>
        (await RegisterAsync(SpecVector.Named(name).RegistrationReply(), name, AttestationDemand.Trusted)).ShouldBe(RefusalReason.AttestationMissing);

    [Theory, MemberData(nameof(Attested))]
    public async Task A_statement_of_one_example_is_refused_with_the_client_data_of_another_challenge(string name)
    {
        var reply = JsonNode.Parse(SpecVector.Named(name).RegistrationReply().GetRawText())!.AsObject();
        var client = JsonNode.Parse(reply.Bytes("clientDataJSON"))!;
        client["extra"] = "changed";
        reply["response"]!["clientDataJSON"] = Ceremonies.Text(JsonSerializer.SerializeToUtf8Bytes(client));

        (await RegisterAsync(JsonSerializer.SerializeToElement(reply), name, AttestationDemand.Correct)).ShouldBe(RefusalReason.AttestationRefused);
    }

    [Theory, MemberData(nameof(Usual))]
    public async Task An_assertion_of_the_specification_verifies(string name)
    {
        var vector = SpecVector.Named(name);
        var registered = (await RegisterAsync(vector.RegistrationReply(), name, AttestationDemand.None)).ShouldBeVerified();

        (await SignInAsync(vector, registered.PublicKey)).ShouldBeOfType<AssertionVerification.Verified>();
    }

    [Fact]
    public async Task Ed448_is_not_offered() =>
        (await RegisterAsync(SpecVector.Named("packed.Ed448").RegistrationReply(), "packed.Ed448", AttestationDemand.None)).ShouldBe(RefusalReason.AlgorithmNotOffered);

    [Theory]
    [InlineData("fido-u2f.ES256")]
    [InlineData("tpm.ES256")]
    [InlineData("apple.ES256")]
    public async Task An_example_that_the_library_does_not_take_registers_where_nothing_is_demanded(string name)
    {
        (await RegisterAsync(SpecVector.Named(name).RegistrationReply(), name, AttestationDemand.None)).ShouldBeVerified();
        (await RegisterAsync(SpecVector.Named(name).RegistrationReply(), name, AttestationDemand.Correct)).ShouldBe(RefusalReason.AttestationRefused);
    }

    // Its signature does not cover the model (§8.6), so that it can be taken away.
    [Fact]
    public async Task U2F_without_a_model_leads_to_the_root_of_the_specification()
    {
        var vector = SpecVector.Named("fido-u2f.ES256");
        var withoutModel = Altered(vector, hex => hex.Replace(Convert.ToHexString(vector.Aaguid), new string('0', 32), StringComparison.Ordinal));

        (await RegisterAsync(withoutModel, "fido-u2f.ES256", AttestationDemand.Trusted)).ShouldBeVerified();
    }

    // x5c is not signed, so that the root can be sent along in it. 0x81 is an array of one, 0x82 of two.
    [Fact]
    public async Task Apples_with_one_certificate_more_leads_to_the_root_of_the_specification()
    {
        var vector = SpecVector.Named("apple.ES256");
        var root = SpecVector.AttestationRoot;
        var withRoot = Altered(vector, hex => hex
            .Replace("6378356381", "6378356382", StringComparison.Ordinal)
            .Replace("686175746844617461", $"59{root.Length:X4}{Convert.ToHexString(root)}686175746844617461", StringComparison.Ordinal));

        (await RegisterAsync(withRoot, "apple.ES256", AttestationDemand.Trusted)).ShouldBeVerified();
    }

    // The TPM's own structures are the example's; they are signed anew by a key whose certificate names the manufacturer that FIDO uses for tests.
    [Fact]
    public async Task A_TPM_of_a_registered_manufacturer_leads_to_its_root()
    {
        var vendor = TestAuthority.Root();
        using var folder = new MetadataFolder();
        var verifier = Verifiers.With(folder.PlaceAnchor("vendor.pem", vendor.Pem).Configure);
        var reply = TpmStatement.SignAnew(SpecVector.Named("tpm.ES256"), vendor.NewTpmKey("id:FFFFF1D0"));

        (await RegisterAsync(reply, "tpm.ES256", AttestationDemand.Trusted, verifier)).ShouldBeVerified();
    }

    [Fact]
    public async Task A_TPM_of_another_manufacturer_is_refused()
    {
        var reply = TpmStatement.SignAnew(SpecVector.Named("tpm.ES256"), TestAuthority.Root().NewTpmKey("id:00000000"));

        (await RegisterAsync(reply, "tpm.ES256", AttestationDemand.Correct)).ShouldBe(RefusalReason.AttestationRefused);
    }

    // The first is bound to its device, the second may be synced.
    [Theory]
    [InlineData("packed.EdDSA", true)]
    [InlineData("packed.ES256", false)]
    public async Task Hardware_is_what_the_metadata_says_of_a_passkey_that_stays_on_its_device(string name, bool hardware)
    {
        var vector = SpecVector.Named(name);
        using var folder = new MetadataFolder();
        folder.Place(new TestBlob().Add(TestBlob.Model(new Guid(vector.Aaguid, bigEndian: true), [X509CertificateLoader.LoadCertificate(SpecVector.AttestationRoot)])));

        var registered = await RegisterAsync(vector.RegistrationReply(), name, AttestationDemand.Trusted, Verifiers.With(folder.Configure));

        registered.ShouldBeVerified().HardwareProtected.ShouldBe(hardware);
    }

    private static JsonElement Altered(SpecVector vector, Func<string, string> alter)
    {
        var reply = JsonNode.Parse(vector.RegistrationReply().GetRawText())!.AsObject();
        reply["response"]!["attestationObject"] = Ceremonies.Text(Convert.FromHexString(alter(Convert.ToHexString(reply.Bytes("attestationObject")))));
        return JsonSerializer.SerializeToElement(reply);
    }

    private Task<RegistrationVerification> RegisterAsync(JsonElement reply, string name, AttestationDemand demand, IWebAuthnVerifier? verifier = null) => (verifier ?? _verifier).VerifyAsync(
        new RegistrationExpectation
        {
            RpId = SpecVector.RpId,
            Challenge = SpecVector.Named(name).RegistrationChallenge,
            Origins = AnyFrame,
            UserVerificationRequired = false,
            Algorithms = _verifier.Algorithms,
            Attestation = demand,
        },
        RegistrationResponse.Read(reply),
        TestContext.Current.CancellationToken);

    private Task<AssertionVerification> SignInAsync(SpecVector vector, byte[] publicKey) => _verifier.VerifyAsync(
        new AssertionExpectation
        {
            RpId = SpecVector.RpId,
            Challenge = vector.AuthenticationChallenge,
            Origins = AnyFrame,
            UserVerificationRequired = false,
            PublicKey = publicKey,
            BackupEligible = RegistrationResponse.Read(vector.RegistrationReply()).AuthenticatorData.Flags.HasFlag(AuthenticatorFlags.BackupEligible),
        },
        AuthenticationResponse.Read(vector.AuthenticationReply()),
        TestContext.Current.CancellationToken);
}
