using System.Text.Json.Nodes;
using Passkeys.Fido2Tests.Authenticators;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.Testing.Authenticators;
using Passkeys.UnitTests.Authenticators;
using Shouldly;
using Xunit;

namespace Passkeys.Fido2Tests;

/// <summary>EdDSA is what Fido2 has beyond the framework.</summary>
public sealed class EdDsaTests : IDisposable
{
    private readonly SoftwareAuthenticator _phone = new(Options.Origin) { Algorithms = [CoseAlgorithm.EdDSA], NewKey = Ed25519CredentialKey.Make };

    public void Dispose() => _phone.Dispose();

    [Fact]
    public void It_is_offered_here_only()
    {
        Verifiers.Plain.Algorithms.ShouldContain(-8);
        Verifiers.Framework.Algorithms.ShouldNotContain(-8);
    }

    [Fact]
    public void What_the_framework_verifies_is_offered_too() => Verifiers.Framework.Algorithms.Except(Verifiers.Plain.Algorithms).ShouldBeEmpty();

    [Fact]
    public async Task An_Ed25519_passkey_registers_and_signs_in()
    {
        var registered = (await Verifiers.Plain.RegisterAsync(Register(), AttestationDemand.None)).ShouldBeVerified();

        registered.PublicKey.ShouldBe(_phone.Credentials[0].Key.ToCose());
        (await SignInAsync()).ShouldBeOfType<AssertionVerification.Verified>();
    }

    [Fact]
    public async Task A_signature_of_another_key_is_refused()
    {
        Register();
        using var other = Ed25519CredentialKey.Make(CoseAlgorithm.EdDSA);

        (await SignInAsync(draft => draft.SigningKey = other)).ShouldBeOfType<AssertionVerification.Failed>().Why.ShouldBe(RefusalReason.SignatureInvalid);
    }

    [Fact]
    public async Task A_signature_with_a_changed_bit_is_refused()
    {
        Register();

        (await SignInAsync(draft => draft.AlterSignature = signature => signature.WithFlippedBit())).ShouldBeOfType<AssertionVerification.Failed>().Why.ShouldBe(RefusalReason.SignatureInvalid);
    }

    [Fact]
    public async Task Self_attestation_by_it_is_correct()
    {
        _phone.Attestation = AttestationKind.PackedSelf;

        (await Verifiers.Plain.RegisterAsync(Register(), AttestationDemand.Correct)).ShouldBeVerified().HardwareProtected.ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_refused_where_the_pool_does_not_offer_it()
    {
        var expected = Ceremonies.Registration(Verifiers.Plain) with { Algorithms = [-7] };

        (await Verifiers.Plain.RegisterAsync(Register(), expected)).ShouldBe(RefusalReason.AlgorithmNotOffered);
    }

    private JsonObject Register() => _phone.Register(Ceremonies.Offer(-8));

    private Task<AssertionVerification> SignInAsync(Action<AssertionDraft>? deviate = null) =>
        Verifiers.Plain.SignInAsync(_phone.Sign(Options.Request(), deviate), Ceremonies.Assertion(_phone.Credentials[0].Key.ToCose()));
}
