namespace Passkeys.IdentityServer.Sessions;

/// <summary>How a person was authenticated, in the words of tokens.</summary>
/// <param name="Amr">Authentication methods (RFC 8176), space-separated.</param>
/// <param name="Acr">Authentication context class (OpenID EAP ACR Values 1.0 §2).</param>
public sealed record AuthenticationContext(string Amr, string Acr)
{
    /// <summary>
    /// A passkey: <c>pop</c>, a proof of possession; <c>user</c> and <c>mfa</c> only when the user was verified, which is the second factor.
    /// <c>phr</c>, phishing-resistant; <c>phrh</c> would need an attestation that proves hardware.
    /// </summary>
    public static AuthenticationContext OfPasskey(bool userVerified) => new(userVerified ? "pop user mfa" : "pop", "phr");
}
