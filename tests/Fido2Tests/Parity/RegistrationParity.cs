using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.Testing.Authenticators;
using Passkeys.UnitTests.Authenticators;
using Shouldly;
using Xunit;
using AuthenticatorFlags = Passkeys.Testing.Authenticators.AuthenticatorFlags;

namespace Passkeys.Fido2Tests.Parity;

/// <summary>One deviation, two verifiers, the same outcome. Names are those of the tests of the default stack (RegistrationSteps).</summary>
public sealed class RegistrationParity : IDisposable
{
    private static readonly Dictionary<string, Deviation> All = new(StringComparer.Ordinal)
    {
        ["none"] = new(null),
        ["the type of the other ceremony"] = new(RefusalReason.WrongType, draft => draft.Type = "webauthn.get"),
        ["a type in capital letters"] = new(RefusalReason.WrongType, draft => draft.Type = "webauthn.Create"),
        ["another challenge"] = new(RefusalReason.ChallengeMismatch, draft => draft.Challenge = Ceremonies.Text([1, 2, 3])),
        ["a padded challenge"] = new(RefusalReason.ChallengeMismatch, draft => draft.Challenge += "="),
        ["an origin that is not listed"] = new(RefusalReason.OriginNotListed, draft => draft.Origin = "https://evil.example"),
        ["another port"] = new(RefusalReason.OriginNotListed, draft => draft.Origin += ":8443"),
        ["the scheme's own port said"] = new(RefusalReason.OriginNotListed, draft => draft.Origin += ":443"),
        ["capital letters in the origin"] = new(RefusalReason.OriginNotListed, draft => draft.Origin = "https://PORTAL.example.com"),
        ["a path behind the origin"] = new(RefusalReason.OriginNotListed, draft => draft.Origin += "/"),
        ["an origin that is no address"] = new(RefusalReason.OriginNotListed, draft => draft.Origin = "portal"),
        ["an app's origin that is listed"] = new(null, draft => draft.Origin = "android:apk-key-hash:abc", OriginRule: new(["android:apk-key-hash:abc"], [])),
        ["a cross-origin frame"] = new(RefusalReason.CrossOrigin, draft => draft.CrossOrigin = true),
        ["a top origin without crossOrigin"] = new(RefusalReason.CrossOrigin, draft => draft.TopOrigin = "https://shop.example"),
        ["a top origin that is not listed"] = new(
            RefusalReason.CrossOrigin, draft => { draft.CrossOrigin = true; draft.TopOrigin = "https://evil.example"; }, OriginRule: new([Options.Origin], ["https://shop.example"])),
        ["a top origin that is listed"] = new(
            null, draft => { draft.CrossOrigin = true; draft.TopOrigin = "https://shop.example"; }, OriginRule: new([Options.Origin], ["https://shop.example"])),
        ["another RP ID"] = new(RefusalReason.RpIdMismatch, draft => draft.RpId = "evil.example"),
        ["an absent user"] = new(RefusalReason.UserNotPresent, draft => draft.Flags &= ~AuthenticatorFlags.UserPresent),
        ["an unverified user"] = new(RefusalReason.UserNotVerified, draft => draft.Flags &= ~AuthenticatorFlags.UserVerified),
        ["an unverified user where that is preferred"] = new(null, draft => draft.Flags &= ~AuthenticatorFlags.UserVerified, VerificationRequired: false),
        ["backed up without being eligible"] = new(RefusalReason.BackupStateInvalid, draft => draft.Flags |= AuthenticatorFlags.BackedUp),
        ["backed up"] = new(null, draft => draft.Flags |= AuthenticatorFlags.BackedUp | AuthenticatorFlags.BackupEligible),
        ["no attested data"] = new(RefusalReason.AttestedDataMissing, draft => draft.HasAttestedCredentialData = false),
        ["an algorithm that was not offered"] = new(RefusalReason.AlgorithmNotOffered, draft => draft.Algorithm = -65535),
        ["a key that its algorithm is not for"] = new(RefusalReason.KeyMismatch, draft => draft.Algorithm = -257),
        ["a curve that its algorithm is not for"] = new(RefusalReason.KeyMismatch, draft => draft.Algorithm = -35),
        ["a short RSA key"] = new(RefusalReason.KeyTooShort, draft => draft.PublicKey = ShortRsaKey()),
        ["another credential id outside"] = new(RefusalReason.CredentialIdMismatch, draft => draft.AlterReply = WithAnotherId),
        ["a credential id of 1023 bytes"] = new(null, draft => draft.CredentialId = new byte[1023]),
        ["a credential id of 1 byte"] = new(null, draft => draft.CredentialId = [1]),
        ["extension data that nobody asked for"] = new(null, draft => draft.Extensions = ExtensionMap()),
        ["extension outputs that nobody asked for"] = new(null, draft => draft.ClientExtensionResults["appid"] = true),
        ["a counter"] = new(null, draft => draft.SignCount = uint.MaxValue),
        ["a reserved flag"] = new(null, draft => draft.Flags |= (AuthenticatorFlags)0x02),
        ["members of the client data that nobody knows"] = new(null, draft => draft.ClientData["extra_keys_may_be_added_here"] = "do not compare"),
        ["token binding that is supported"] = new(null, draft => draft.ClientData["tokenBinding"] = new JsonObject { ["status"] = "supported" }),
        ["a statement in a format that nobody knows"] = new(null, draft => draft.AttestationFormat = "compound"),
        ["self attestation"] = new(null, draft => draft.AttestationFormat = "packed"),
        ["self attestation with a wrong signature"] = new(null, draft => { draft.AttestationFormat = "packed"; draft.Signature = new byte[70]; }),
    };

    private readonly SoftwareAuthenticator _phone = new(Options.Origin);

    public static TheoryData<string> Deviations { get; } = [.. All.Keys];

    public void Dispose() => _phone.Dispose();

    [Theory, MemberData(nameof(Deviations))]
    public async Task The_framework_says_so(string deviation) => (await OutcomeAsync(Verifiers.Framework, All[deviation])).ShouldBe(All[deviation].Outcome);

    [Theory, MemberData(nameof(Deviations))]
    public async Task Fido2_says_the_same(string deviation) => (await OutcomeAsync(Verifiers.Plain, All[deviation])).ShouldBe(All[deviation].Outcome);

    [Theory]
    [InlineData(CoseAlgorithm.ES256)]
    [InlineData(CoseAlgorithm.ES384)]
    [InlineData(CoseAlgorithm.ES512)]
    [InlineData(CoseAlgorithm.RS256)]
    public async Task Both_store_the_same_key(CoseAlgorithm algorithm)
    {
        _phone.Algorithms = [algorithm];
        var reply = _phone.Register(Ceremonies.Offer((int)algorithm));

        var framework = (await Verifiers.Framework.RegisterAsync(reply, AttestationDemand.None)).ShouldBeVerified();
        var fido2 = (await Verifiers.Plain.RegisterAsync(reply, AttestationDemand.None)).ShouldBeVerified();

        fido2.PublicKey.ShouldBe(framework.PublicKey);
    }

    private async Task<RefusalReason?> OutcomeAsync(IWebAuthnVerifier verifier, Deviation deviation)
    {
        var expected = Ceremonies.Registration(verifier) with { UserVerificationRequired = deviation.VerificationRequired };
        if (deviation.OriginRule is { } rule)
            expected = expected with { Origins = rule };
        var reply = _phone.Register(Options.Creation(), deviation.Make);
        var outcome = await verifier.RegisterAsync(reply, expected);
        return outcome is RegistrationVerification.Failed failed ? failed.Why : Ceremonies.WhyKeyIsRefused(reply);
    }

    private static void WithAnotherId(JsonObject reply)
    {
        reply["id"] = "AAAAAAAAAAAAAAAAAAAAAA";
        reply["rawId"] = "AAAAAAAAAAAAAAAAAAAAAA";
    }

    private static byte[] ShortRsaKey()
    {
        using var rsa = RSA.Create(1024);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(4);
        writer.WriteInt32(1);
        writer.WriteInt32(3);
        writer.WriteInt32(3);
        writer.WriteInt32(-257);
        writer.WriteInt32(-1);
        writer.WriteByteString(key.Modulus!);
        writer.WriteInt32(-2);
        writer.WriteByteString(key.Exponent!);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] ExtensionMap()
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(1);
        writer.WriteTextString("credProtect");
        writer.WriteInt32(2);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private sealed record Deviation(RefusalReason? Outcome, Action<RegistrationDraft>? Make = null, OriginRule? OriginRule = null, bool VerificationRequired = true);
}
