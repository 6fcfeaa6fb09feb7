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

/// <summary>One deviation, two verifiers, the same outcome, at sign-in.</summary>
public sealed class AssertionParity : IDisposable
{
    private static readonly CredentialKey Other = CredentialKey.Create(CoseAlgorithm.ES256);

    private static readonly Dictionary<string, Deviation> All = new(StringComparer.Ordinal)
    {
        ["none"] = new(null),
        ["the type of the other ceremony"] = new(RefusalReason.WrongType, draft => draft.Type = "webauthn.create"),
        ["another challenge"] = new(RefusalReason.ChallengeMismatch, draft => draft.Challenge = Ceremonies.Text([1, 2, 3])),
        ["an origin that is not listed"] = new(RefusalReason.OriginNotListed, draft => draft.Origin = "https://evil.example"),
        ["capital letters in the origin"] = new(RefusalReason.OriginNotListed, draft => draft.Origin = "https://PORTAL.example.com"),
        ["a cross-origin frame"] = new(RefusalReason.CrossOrigin, draft => draft.CrossOrigin = true),
        ["a top origin that is not listed"] = new(
            RefusalReason.CrossOrigin, draft => { draft.CrossOrigin = true; draft.TopOrigin = "https://evil.example"; }, OriginRule: new([Options.Origin], ["https://shop.example"])),
        ["a top origin that is listed"] = new(
            null, draft => { draft.CrossOrigin = true; draft.TopOrigin = "https://shop.example"; }, OriginRule: new([Options.Origin], ["https://shop.example"])),
        ["another RP ID"] = new(RefusalReason.RpIdMismatch, draft => draft.RpId = "evil.example"),
        ["an absent user"] = new(RefusalReason.UserNotPresent, draft => draft.Flags &= ~AuthenticatorFlags.UserPresent),
        ["an unverified user"] = new(RefusalReason.UserNotVerified, draft => draft.Flags &= ~AuthenticatorFlags.UserVerified),
        ["an unverified user where that is preferred"] = new(null, draft => draft.Flags &= ~AuthenticatorFlags.UserVerified, VerificationRequired: false),
        ["backed up without being eligible"] = new(RefusalReason.BackupStateInvalid, draft => draft.Flags |= AuthenticatorFlags.BackedUp),
        ["eligible for backup all at once"] = new(RefusalReason.BackupEligibilityChanged, draft => draft.Flags |= AuthenticatorFlags.BackupEligible),
        ["eligible for backup no more"] = new(RefusalReason.BackupEligibilityChanged, BackupEligible: true),
        ["backed up since"] = new(null, draft => draft.Flags |= AuthenticatorFlags.BackupEligible | AuthenticatorFlags.BackedUp, BackupEligible: true),
        ["another key"] = new(RefusalReason.SignatureInvalid, draft => draft.SigningKey = Other),
        ["a signature with a changed bit"] = new(RefusalReason.SignatureInvalid, draft => draft.AlterSignature = signature => signature.WithFlippedBit()),
        ["a signature of one byte"] = new(RefusalReason.SignatureInvalid, draft => draft.Signature = [1]),
        ["a long signature"] = new(RefusalReason.SignatureInvalid, draft => draft.AlterSignature = signature => signature.WithTrailing(new byte[1000])),
        ["a counter that stands"] = new(null, draft => draft.SignCount = 0),
        ["a counter"] = new(null, draft => draft.SignCount = 1),
        ["a user handle"] = new(null, draft => draft.UserHandle = [9, 9, 9]),
        ["no user handle"] = new(null, draft => draft.UserHandle = null),
        ["an empty user handle"] = new(null, draft => draft.UserHandle = []),
        ["an AppID that nobody asked for"] = new(null, draft => draft.ClientExtensionResults["appid"] = true),
        ["token binding that is supported"] = new(null, draft => draft.ClientData["tokenBinding"] = new JsonObject { ["status"] = "supported" }),
    };

    private readonly SoftwareAuthenticator _phone = new(Options.Origin);

    public static TheoryData<string> Deviations { get; } = [.. All.Keys];

    public void Dispose() => _phone.Dispose();

    [Theory, MemberData(nameof(Deviations))]
    public async Task The_framework_says_so(string deviation) => (await OutcomeAsync(Verifiers.Framework, All[deviation])).ShouldBe(All[deviation].Outcome);

    [Theory, MemberData(nameof(Deviations))]
    public async Task Fido2_says_the_same(string deviation) => (await OutcomeAsync(Verifiers.Plain, All[deviation])).ShouldBe(All[deviation].Outcome);

    private async Task<RefusalReason?> OutcomeAsync(IWebAuthnVerifier verifier, Deviation deviation)
    {
        _phone.Register(Options.Creation());
        var expected = Ceremonies.Assertion(_phone.Credentials[0].Key.ToCose(), deviation.BackupEligible) with { UserVerificationRequired = deviation.VerificationRequired };
        if (deviation.OriginRule is { } rule)
            expected = expected with { Origins = rule };
        return await verifier.SignInAsync(_phone.Sign(Options.Request(), deviation.Make), expected) is AssertionVerification.Failed failed ? failed.Why : null;
    }

    private sealed record Deviation(
        RefusalReason? Outcome, Action<AssertionDraft>? Make = null, OriginRule? OriginRule = null, bool VerificationRequired = true, bool BackupEligible = false);
}
