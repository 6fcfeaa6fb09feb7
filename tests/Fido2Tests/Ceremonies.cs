using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.UnitTests.Authenticators;
using Shouldly;
using Xunit;

namespace Passkeys.Fido2Tests;

/// <summary>Ceremonies without a host: what is expected, and what a verifier says.</summary>
internal static class Ceremonies
{
    public static byte[] Challenge { get; } = new byte[32];

    /// <summary>Options that offer what the verifier has.</summary>
    public static JsonObject Offer(params int[] algorithms)
    {
        var options = Options.Creation();
        options["pubKeyCredParams"] = new JsonArray([.. algorithms.Select(algorithm => new JsonObject { ["type"] = "public-key", ["alg"] = algorithm })]);
        return options;
    }

    public static RegistrationExpectation Registration(IWebAuthnVerifier verifier, AttestationDemand demand = AttestationDemand.None) => new()
    {
        RpId = "example.com",
        Challenge = Challenge,
        Origins = new OriginRule([Options.Origin], []),
        UserVerificationRequired = true,
        Algorithms = verifier.Algorithms,
        Attestation = demand,
    };

    public static AssertionExpectation Assertion(byte[] publicKey, bool backupEligible = false) => new()
    {
        RpId = "example.com",
        Challenge = Challenge,
        Origins = new OriginRule([Options.Origin], []),
        UserVerificationRequired = true,
        PublicKey = publicKey,
        BackupEligible = backupEligible,
    };

    public static Task<RegistrationVerification> RegisterAsync(this IWebAuthnVerifier verifier, JsonObject reply, RegistrationExpectation expected) =>
        verifier.VerifyAsync(expected, RegistrationResponse.Read(JsonSerializer.SerializeToElement(reply)), TestContext.Current.CancellationToken);

    public static Task<RegistrationVerification> RegisterAsync(this IWebAuthnVerifier verifier, JsonObject reply, AttestationDemand demand) =>
        verifier.RegisterAsync(reply, Registration(verifier, demand));

    public static Task<AssertionVerification> SignInAsync(this IWebAuthnVerifier verifier, JsonObject reply, AssertionExpectation expected) =>
        verifier.VerifyAsync(expected, AuthenticationResponse.Read(JsonSerializer.SerializeToElement(reply)), TestContext.Current.CancellationToken);

    public static void ShouldBe(this RegistrationVerification outcome, RefusalReason why) => outcome.ShouldBeOfType<RegistrationVerification.Failed>().Why.ShouldBe(why);

    public static RegistrationVerification.Verified ShouldBeVerified(this RegistrationVerification outcome) =>
        outcome.ShouldBeOfType<RegistrationVerification.Verified>((outcome as RegistrationVerification.Failed)?.Why.ToString());

    /// <summary>What the ceremony checks of every key that a verifier accepts, whichever it is (AuthenticatorPolicy).</summary>
    public static RefusalReason? WhyKeyIsRefused(JsonObject reply)
    {
        var key = RegistrationResponse.Read(JsonSerializer.SerializeToElement(reply)).AuthenticatorData.Attested!.Key;
        if (!key.FitsItsAlgorithm)
            return RefusalReason.KeyMismatch;
        return key.IsLongEnough ? null : RefusalReason.KeyTooShort;
    }

    public static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
