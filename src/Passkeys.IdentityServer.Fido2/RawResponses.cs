using System.Buffers.Text;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Passkeys.IdentityServer.Ceremonies.Verification;

namespace Passkeys.IdentityServer.Fido2;

/// <summary>Replies as the library takes them, written anew from what the core read: no user handle, no extension outputs, no unknown members.</summary>
internal static class RawResponses
{
    /// <summary>A registration, with its attestation object or one in its place.</summary>
    public static AuthenticatorAttestationRawResponse Of(RegistrationResponse response, byte[] attestationObject) => new()
    {
        Id = Base64Url.EncodeToString(response.RawId),
        RawId = response.RawId,
        Type = PublicKeyCredentialType.PublicKey,
        ClientExtensionResults = new AuthenticationExtensionsClientOutputs(),
        Response = new AuthenticatorAttestationRawResponse.AttestationResponse
        {
            AttestationObject = attestationObject,
            ClientDataJson = response.ClientDataJson,
            Transports = [],
        },
    };

    /// <summary>An assertion.</summary>
    public static AuthenticatorAssertionRawResponse Of(AuthenticationResponse response) => new()
    {
        Id = Base64Url.EncodeToString(response.RawId),
        RawId = response.RawId,
        Type = PublicKeyCredentialType.PublicKey,
        ClientExtensionResults = new AuthenticationExtensionsClientOutputs(),
        Response = new AuthenticatorAssertionRawResponse.AssertionResponse
        {
            AuthenticatorData = response.SignedAuthenticatorData,
            Signature = response.Signature,
            ClientDataJson = response.ClientDataJson,
        },
    };
}
