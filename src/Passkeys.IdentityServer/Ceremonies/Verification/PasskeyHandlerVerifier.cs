using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>
/// The verifier over ASP.NET Core Identity's PasskeyHandler, built anew for what each ceremony expects. What <see cref="CeremonySteps"/> lets pass, the handler decides, by the same
/// steps and the signature; when it refuses, <see cref="RefusalDiagnosis"/> says why, because the handler's exceptions carry no code.
/// </summary>
internal sealed class PasskeyHandlerVerifier : IWebAuthnVerifier
{
    // COSE algorithm identifiers (RFC 9053, RFC 8812): ES256, RS256, ES384, ES512, PS256, PS384, PS512, RS384, RS512.
    private static readonly int[] Supported = [-7, -257, -35, -36, -37, -38, -39, -258, -259];

    public IReadOnlyList<int> Algorithms => Supported;

    public bool VerifiesAttestation => false;

    public async Task<RegistrationVerification> VerifyAsync(RegistrationExpectation expected, RegistrationResponse response, CancellationToken ct)
    {
        if (CeremonySteps.FirstDeviation(expected, response) is { } deviation)
            return new RegistrationVerification.Failed(deviation);
        var result = await HandlerFor(expected, expected.Algorithms, known: null).PerformAttestationAsync(new PasskeyAttestationContext
        {
            HttpContext = new DefaultHttpContext(),
            CredentialJson = Serialize(response, new { clientDataJSON = Encode(response.ClientDataJson), attestationObject = Encode(response.AttestationObject) }),
            AttestationState = JsonSerializer.Serialize(new { challenge = expected.Challenge, userEntity = new { id = "user", name = "user", displayName = "user" } }),
        });
        return result.Succeeded
            ? new RegistrationVerification.Verified(result.Passkey.PublicKey)
            : new RegistrationVerification.Failed(RefusalDiagnosis.Of(expected, response));
    }

    public async Task<AssertionVerification> VerifyAsync(AssertionExpectation expected, AuthenticationResponse response, CancellationToken ct)
    {
        if (CeremonySteps.FirstDeviation(expected, response) is { } deviation)
            return new AssertionVerification.Failed(deviation);
        var known = new KnownCredential(response.RawId, expected.PublicKey, expected.BackupEligible);
        var result = await HandlerFor(expected, Supported, known).PerformAssertionAsync(new PasskeyAssertionContext
        {
            HttpContext = new DefaultHttpContext(),
            CredentialJson = Serialize(response, new
            {
                clientDataJSON = Encode(response.ClientDataJson),
                authenticatorData = Encode(response.SignedAuthenticatorData),
                signature = Encode(response.Signature),
            }),
            AssertionState = JsonSerializer.Serialize(new { challenge = expected.Challenge, userId = KnownCredential.OwnerId }),
        });
        return result.Succeeded
            ? new AssertionVerification.Verified()
            : new AssertionVerification.Failed(RefusalDiagnosis.Of(expected, response));
    }

    private static PasskeyHandler<KnownCredential> HandlerFor(CeremonyExpectation expected, IReadOnlyList<int> algorithms, KnownCredential? known)
    {
        var users = new UserManager<KnownCredential>(
            new KnownCredentialStore(known), Options.Create(new IdentityOptions()), null!, [], [], null!, null!, null!, NullLogger<UserManager<KnownCredential>>.Instance);
        return new PasskeyHandler<KnownCredential>(users, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = expected.RpId,
            UserVerificationRequirement = expected.UserVerificationRequired ? Requirement.Required : Requirement.Preferred,
            IsAllowedAlgorithm = algorithms.Contains,
            ValidateOrigin = context => ValueTask.FromResult(
                expected.Origins.Allows(context.Origin) && expected.Origins.AllowsEmbedding(context.CrossOrigin, context.TopOrigin)),
        }));
    }

    // What reaches the handler is written anew from what was read: no user handle (ownership is ours to check), no unknown members.
    private static string Serialize(PublicKeyCredentialJson credential, object response)
    {
        var id = Encode(credential.RawId);
        return JsonSerializer.Serialize(new { id, rawId = id, type = "public-key", clientExtensionResults = new { }, response });
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
