namespace Passkeys.IdentityServer.Sessions;

/// <summary>How a person was authenticated, in the words of tokens.</summary>
/// <param name="Amr">Authentication methods (RFC 8176), space-separated.</param>
/// <param name="Acr">Authentication context class (OpenID EAP ACR Values 1.0 §2).</param>
public sealed record AuthenticationContext(string Amr, string Acr)
{
    /// <summary>
    /// A passkey: <c>pop</c>, a proof of possession; <c>user</c> and <c>mfa</c> only when the user was verified, which is the second factor; <c>hwk</c> only when it is known.
    /// <c>phr</c>, phishing-resistant; <c>phrh</c> where attestation proved hardware.
    /// </summary>
    /// <param name="userVerified">Whether the authenticator verified the user, UV.</param>
    /// <param name="hardwareProtected">Whether attestation proved that the key is in hardware and stays there.</param>
    public static AuthenticationContext OfPasskey(bool userVerified, bool hardwareProtected) => new(
        string.Join(' ', ["pop", .. hardwareProtected ? (string[])["hwk"] : [], .. userVerified ? (string[])["user", "mfa"] : []]),
        hardwareProtected ? "phrh" : "phr");
}
