using System.Security.Cryptography;
using Fido2NetLib;
using Passkeys.IdentityServer.Ceremonies.Verification;

namespace Passkeys.IdentityServer.Fido2.Attestation;

/// <summary>Verifies an attestation statement by the procedure of its format (WebAuthn L3 §8), which Fido2.AspNet has.</summary>
internal static class StatementVerifier
{
    // android-safetynet is no more (Google ended the service in 2025), and apple-appattest is of apps, not of WebAuthn.
    private static readonly string[] Formats = ["packed", "tpm", "android-key", "apple", "fido-u2f"];

    /// <summary>The statement, or null when it is not correct. One in an unknown format counts as none.</summary>
    public static async Task<VerifiedStatement?> VerifyAsync(RegistrationResponse response)
    {
        try
        {
            var attestation = AttestationObject.Read(response.AttestationObject);
            if (!Formats.Contains(attestation.Format, StringComparer.Ordinal))
                return attestation.Format is "none" && attestation.Statement.Length > 1 ? null : VerifiedStatement.None;

            // Read here first: the library would take other kinds of files for certificates too.
            var path = attestation.Certificates();
            var parsed = AuthenticatorAttestationResponse.Parse(RawResponses.Of(response, response.AttestationObject)).AttestationObject;
            await AttestationVerifier.Create(attestation.Format).VerifyAsync(parsed.AttStmt, parsed.AuthData, SHA256.HashData(response.ClientDataJson));
            return new VerifiedStatement(attestation.Format, path);
        }
        catch (Exception incorrect) when (incorrect is not OutOfMemoryException)
        {
            // Statements are a stranger's input, and the library meets what it does not expect in them with whatever exception comes of it.
            return null;
        }
    }
}
