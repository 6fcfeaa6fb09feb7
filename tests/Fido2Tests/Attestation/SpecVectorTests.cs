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
    // Ed448 is not offered. The library wants fido-u2f without a model, as CTAP does; the example has one.
    private static readonly string[] Apart = ["packed.Ed448", "fido-u2f.ES256"];
    private static readonly OriginRule AnyFrame = new([SpecVector.Origin], [SpecVector.TopOrigin, OriginRule.AnyTopOrigin]);
    private readonly MetadataFolder _folder = new();
    private readonly IWebAuthnVerifier _verifier;

    public SpecVectorTests()
    {
        var root = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(SpecVector.AttestationRoot);
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

    [Fact]
    public async Task U2F_with_a_model_registers_where_nothing_is_demanded() =>
        (await RegisterAsync(SpecVector.Named("fido-u2f.ES256").RegistrationReply(), "fido-u2f.ES256", AttestationDemand.None)).ShouldBeVerified();

    [Fact]
    public async Task U2F_with_a_model_is_no_correct_statement() =>
        (await RegisterAsync(SpecVector.Named("fido-u2f.ES256").RegistrationReply(), "fido-u2f.ES256", AttestationDemand.Correct)).ShouldBe(RefusalReason.AttestationRefused);

    // Its signature does not cover the model (§8.6), so that it can be taken away.
    [Fact]
    public async Task U2F_without_a_model_leads_to_the_root_of_the_specification()
    {
        var vector = SpecVector.Named("fido-u2f.ES256");
        var reply = JsonNode.Parse(vector.RegistrationReply().GetRawText())!.AsObject();
        var text = Convert.ToHexString(reply.Bytes("attestationObject")).Replace(Convert.ToHexString(vector.Aaguid), new string('0', 32), StringComparison.Ordinal);
        reply["response"]!["attestationObject"] = Ceremonies.Text(Convert.FromHexString(text));

        (await RegisterAsync(JsonSerializer.SerializeToElement(reply), "fido-u2f.ES256", AttestationDemand.Trusted)).ShouldBeVerified();
    }

    private Task<RegistrationVerification> RegisterAsync(JsonElement reply, string name, AttestationDemand demand) => _verifier.VerifyAsync(
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
