using Fido2NetLib;
using Fido2NetLib.Objects;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Fido2.Attestation;

namespace Passkeys.IdentityServer.Fido2.Verification;

/// <summary>
/// The verifier over Fido2.AspNet. The steps that the core has are taken by the core, so that a deviation is refused for the same reason as by the framework's verifier; the library
/// takes them again, and does what needs a key: signatures, the formats of attestation. Trust in attestation is <see cref="AttestationJudge"/>'s: the library would use the network.
/// </summary>
internal sealed partial class Fido2Verifier(AttestationJudge judge, ILogger<Fido2Verifier> logger) : IWebAuthnVerifier
{
    // ES256 first, for every verifier has it: a host that goes back to the framework's keeps such passkeys. Then EdDSA (Ed25519), and the rest as there.
    private static readonly int[] Supported = [-7, -8, -257, -35, -36, -37, -38, -39, -258, -259];

    public IReadOnlyList<int> Algorithms => Supported;

    public bool VerifiesAttestation => judge.HasAnchors;

    public async Task<RegistrationVerification> VerifyAsync(RegistrationExpectation expected, RegistrationResponse response, CancellationToken ct)
    {
        if (CeremonySteps.FirstDeviation(expected, response) is { } deviation)
            return new RegistrationVerification.Failed(deviation);
        if (await RegisterAsync(expected, response, ct) is not { } credential)
            return new RegistrationVerification.Failed(RefusalDiagnosis.Of(expected, response));
        var judgement = await judge.JudgeAsync(expected.Attestation, response);
        return judgement.Why is { } why
            ? new RegistrationVerification.Failed(why)
            : new RegistrationVerification.Verified(credential.PublicKey) { HardwareProtected = judgement.HardwareProtected };
    }

    public async Task<AssertionVerification> VerifyAsync(AssertionExpectation expected, AuthenticationResponse response, CancellationToken ct)
    {
        if (CeremonySteps.FirstDeviation(expected, response) is { } deviation)
            return new AssertionVerification.Failed(deviation);
        return await SignsAsync(expected, response, ct)
            ? new AssertionVerification.Verified()
            : new AssertionVerification.Failed(RefusalDiagnosis.Of(expected, response));
    }

    // The statement is set aside here and judged afterwards, by what the pool asks of it.
    private async Task<RegisteredPublicKeyCredential?> RegisterAsync(RegistrationExpectation expected, RegistrationResponse response, CancellationToken ct)
    {
        try
        {
            var attestation = AttestationObject.Read(response.AttestationObject).WithoutStatement();
            return await LibraryFor(expected, response).MakeNewCredentialAsync(
                new MakeNewCredentialParams
                {
                    AttestationResponse = RawResponses.Of(response, attestation),
                    OriginalOptions = OptionsOf(expected),
                    IsCredentialIdUniqueToUserCallback = (_, _) => Task.FromResult(true),
                },
                ct);
        }
        catch (Exception refused) when (refused is not (OperationCanceledException or OutOfMemoryException))
        {
            LogRefused(refused.GetType().Name);
            return null;
        }
    }

    // The counter is handed over as 0, so that the library lets every counter pass: the policy for it is the pool's. Ownership is the caller's.
    private async Task<bool> SignsAsync(AssertionExpectation expected, AuthenticationResponse response, CancellationToken ct)
    {
        try
        {
            if (!SignatureEncoding.Holds(CoseKey.Read(expected.PublicKey), response.Signature))
                return false;
            await LibraryFor(expected, response).MakeAssertionAsync(
                new MakeAssertionParams
                {
                    AssertionResponse = RawResponses.Of(response),
                    OriginalOptions = new AssertionOptions { Challenge = expected.Challenge, RpId = expected.RpId, UserVerification = UserVerification(expected) },
                    StoredPublicKey = expected.PublicKey,
                    StoredSignatureCounter = 0,
                    IsUserHandleOwnerOfCredentialIdCallback = (_, _) => Task.FromResult(true),
                },
                ct);
            return true;
        }
        catch (Exception refused) when (refused is not (OperationCanceledException or OutOfMemoryException))
        {
            LogRefused(refused.GetType().Name);
            return false;
        }
    }

    // The origin was compared by the pool's rule. The library compares more loosely, so that it is told this one only.
    private static Fido2NetLib.Fido2 LibraryFor(CeremonyExpectation expected, PublicKeyCredentialJson response) => new(new Fido2Configuration
    {
        ServerDomain = expected.RpId,
        ServerName = expected.RpId,
        Origins = new HashSet<string>(StringComparer.Ordinal) { response.ClientData.Origin },
    });

    private static CredentialCreateOptions OptionsOf(RegistrationExpectation expected) => new()
    {
        Rp = new PublicKeyCredentialRpEntity(expected.RpId, expected.RpId),
        User = new Fido2User { Id = "user"u8.ToArray(), Name = "user", DisplayName = "user" },
        Challenge = expected.Challenge,
        PubKeyCredParams = [.. expected.Algorithms.Select(algorithm => new PubKeyCredParam((COSE.Algorithm)algorithm))],
        AuthenticatorSelection = new AuthenticatorSelection { UserVerification = UserVerification(expected) },
    };

    private static UserVerificationRequirement UserVerification(CeremonyExpectation expected) =>
        expected.UserVerificationRequired ? UserVerificationRequirement.Required : UserVerificationRequirement.Preferred;

    // The library's messages repeat what the caller sent; the kind of exception is enough to see where it refused.
    [LoggerMessage(2420, LogLevel.Debug, "Fido2 refused with {Kind}")]
    private partial void LogRefused(string kind);
}
