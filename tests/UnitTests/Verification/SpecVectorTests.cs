using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Verification;

/// <summary>The examples of the specification, through the verifier that the product uses.</summary>
public class SpecVectorTests
{
    private static readonly string[] WithoutAlgorithm = ["packed.EdDSA", "packed.Ed448"];
    private static readonly OriginRule AnyFrame = new([SpecVector.Origin], [SpecVector.TopOrigin, OriginRule.AnyTopOrigin]);
    private readonly IWebAuthnVerifier _verifier =
        new ServiceCollection().AddPasskeys().Services.BuildServiceProvider().GetRequiredService<IWebAuthnVerifier>();

    public static TheoryData<string> Verifiable { get; } = [.. SpecVector.Names.Except(WithoutAlgorithm)];

    public static TheoryData<string> NotOffered { get; } = [.. WithoutAlgorithm];

    [Fact]
    public void All_fifteen_examples_are_here() => SpecVector.Names.Count.ShouldBe(15);

    [Theory, MemberData(nameof(Verifiable))]
    public async Task A_registration_of_the_specification_verifies(string name)
    {
        var outcome = await RegisterAsync(SpecVector.Named(name));

        outcome.ShouldBeOfType<RegistrationVerification.Verified>().PublicKey.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Verifiable))]
    public async Task An_assertion_of_the_specification_verifies(string name)
    {
        var outcome = await SignInAsync(SpecVector.Named(name));

        outcome.ShouldBeOfType<AssertionVerification.Verified>();
    }

    [Theory, MemberData(nameof(Verifiable))]
    public async Task An_assertion_of_the_specification_does_not_verify_for_another_challenge(string name)
    {
        var outcome = await SignInAsync(SpecVector.Named(name), challenge: new byte[32]);

        outcome.ShouldBeOfType<AssertionVerification.Failed>().Why.ShouldBe(RefusalReason.ChallengeMismatch);
    }

    [Theory, MemberData(nameof(NotOffered))]
    public async Task An_algorithm_that_the_platform_lacks_is_refused_as_not_offered(string name)
    {
        var outcome = await RegisterAsync(SpecVector.Named(name));

        outcome.ShouldBeOfType<RegistrationVerification.Failed>().Why.ShouldBe(RefusalReason.AlgorithmNotOffered);
    }

    [Theory]
    [InlineData("none.ES256.crossOrigin")]
    [InlineData("none.ES256.topOrigin")]
    public async Task A_cross_origin_example_is_refused_where_no_top_origin_is_listed(string name)
    {
        var outcome = await RegisterAsync(SpecVector.Named(name), new OriginRule([SpecVector.Origin], []));

        outcome.ShouldBeOfType<RegistrationVerification.Failed>().Why.ShouldBe(RefusalReason.CrossOrigin);
    }

    [Theory, MemberData(nameof(Verifiable))]
    public void Reading_a_registration_finds_its_model_and_its_credential_id(string name)
    {
        var vector = SpecVector.Named(name);

        var attested = RegistrationResponse.Read(vector.RegistrationReply()).AuthenticatorData.Attested.ShouldNotBeNull();

        attested.Aaguid.ToByteArray(bigEndian: true).ShouldBe(vector.Aaguid);
        attested.CredentialId.ShouldBe(vector.CredentialId);
    }

    private Task<RegistrationVerification> RegisterAsync(SpecVector vector, OriginRule? origins = null) =>
        _verifier.VerifyAsync(
            new RegistrationExpectation
            {
                RpId = SpecVector.RpId,
                Challenge = vector.RegistrationChallenge,
                Origins = origins ?? AnyFrame,
                UserVerificationRequired = false,
                Algorithms = _verifier.Algorithms,
            },
            RegistrationResponse.Read(vector.RegistrationReply()),
            TestContext.Current.CancellationToken);

    private async Task<AssertionVerification> SignInAsync(SpecVector vector, byte[]? challenge = null)
    {
        var registered = (await RegisterAsync(vector)).ShouldBeOfType<RegistrationVerification.Verified>();
        var flags = RegistrationResponse.Read(vector.RegistrationReply()).AuthenticatorData.Flags;
        var expected = new AssertionExpectation
        {
            RpId = SpecVector.RpId,
            Challenge = challenge ?? vector.AuthenticationChallenge,
            Origins = AnyFrame,
            UserVerificationRequired = false,
            PublicKey = registered.PublicKey,
            BackupEligible = flags.HasFlag(AuthenticatorFlags.BackupEligible),
        };
        return await _verifier.VerifyAsync(
            expected, AuthenticationResponse.Read(vector.AuthenticationReply()), TestContext.Current.CancellationToken);
    }
}
