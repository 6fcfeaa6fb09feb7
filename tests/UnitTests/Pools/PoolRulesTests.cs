using NSubstitute;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Pools;

public class PoolRulesTests
{
    private readonly IVerifierAbilities _verifier = Substitute.For<IVerifierAbilities>();

    public PoolRulesTests() => _verifier.Algorithms.Returns([-7, -257]);

    public static TheoryData<string, PoolPolicy> Wrong => new()
    {
        { "policy.userVerification", new PoolPolicy { UserVerification = "always" } },
        { "policy.residentKey", new PoolPolicy { ResidentKey = "" } },
        { "policy.attachment", new PoolPolicy { Attachment = "usb" } },
        { "policy.hints", new PoolPolicy { Hints = ["hybrid", "phone"] } },
        { "policy.attestation", new PoolPolicy { Attestation = "Direct" } },
        { "policy.attestation", new PoolPolicy { Attestation = "indirect", RequireVerifiedAttestation = true } },
        { "policy.algorithms", new PoolPolicy { Algorithms = [-7, -8] } },
        { "policy.ceremonyLifetimeSeconds", new PoolPolicy { CeremonyLifetimeSeconds = 0 } },
        { "policy.ceremonyLifetimeSeconds", new PoolPolicy { CeremonyLifetimeSeconds = 3601 } },
        { "policy.maxPasskeysPerUser", new PoolPolicy { MaxPasskeysPerUser = 0 } },
        { "policy.methods", new PoolPolicy { Methods = [] } },
        { "policy.methods", new PoolPolicy { Methods = ["password"] } },
        { "policy.methods", new PoolPolicy { Methods = ["passkey", "sms"] } },
        { "policy.secondFactor", new PoolPolicy { SecondFactor = "sms", Methods = ["passkey", "password"] } },
        { "policy.secondFactor", new PoolPolicy { SecondFactor = "passkey" } },
        { "policy.branding.logo", new PoolPolicy { Branding = new() { Logo = "https://elsewhere.example/logo.png" } } },
        { "policy.branding.accent", new PoolPolicy { Branding = new() { Accent = "orange" } } },
    };

    [Fact]
    public void A_pool_with_the_defaults_may_be_saved() => Should.NotThrow(() => Check(new PoolPolicy()));

    [Theory, MemberData(nameof(Wrong))]
    public void A_member_that_cannot_work_is_named(string member, PoolPolicy policy) =>
        Should.Throw<InvalidMemberException>(() => Check(policy)).Member.ShouldBe(member);

    [Fact]
    public void An_algorithm_that_cannot_be_verified_is_told_with_those_that_can() =>
        Should.Throw<InvalidMemberException>(() => Check(new PoolPolicy { Algorithms = [-8, -7] }))
            .Message.ShouldBe("policy.algorithms: -8 cannot be verified here; some of -7, -257 are expected, or none at all for all of them.");

    [Theory]
    [InlineData("direct")]
    [InlineData("enterprise")]
    public void Verified_attestation_may_be_demanded_of_a_verifier_that_verifies_it(string conveyance)
    {
        _verifier.VerifiesAttestation.Returns(true);

        Should.NotThrow(() => Check(Demanding(conveyance)));
    }

    [Fact]
    public void Verified_attestation_cannot_be_demanded_of_a_verifier_that_does_not() =>
        Should.Throw<InvalidMemberException>(() => Check(Demanding("direct"))).Member.ShouldBe("policy.requireVerifiedAttestation");

    [Fact]
    public void A_pool_that_asks_for_too_much_may_be_disabled() => Should.NotThrow(() => Check(Demanding("direct"), enabled: false));

    private static PoolPolicy Demanding(string conveyance) => new() { Attestation = conveyance, RequireVerifiedAttestation = true };

    private void Check(PoolPolicy policy, bool enabled = true) =>
        new PoolRules(_verifier).Check(new Pool { Id = new PoolId("acme"), Name = "Acme", RpId = "localhost", Enabled = enabled, Policy = policy });
}
