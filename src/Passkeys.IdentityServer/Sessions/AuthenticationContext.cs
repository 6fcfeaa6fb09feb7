namespace Passkeys.IdentityServer.Sessions;

/// <summary>How a person was authenticated, in the words of tokens.</summary>
/// <param name="Amr">Authentication methods (RFC 8176), space-separated.</param>
/// <param name="Acr">Authentication context class (OpenID EAP ACR Values 1.0 §2).</param>
public sealed record AuthenticationContext(string Amr, string Acr)
{
    /// <summary>
    /// A passkey: <c>pop</c>, a proof of possession; <c>user</c> and <c>mfa</c> only when the user was verified, which is the second factor, or after a password; <c>hwk</c> only when it is known.
    /// <c>phr</c>, phishing-resistant; <c>phrh</c> where attestation proved hardware.
    /// </summary>
    /// <param name="userVerified">Whether the authenticator verified the user, UV.</param>
    /// <param name="hardwareProtected">Whether attestation proved that the key is in hardware and stays there.</param>
    /// <param name="afterPassword">Whether the person's password came before: a second factor without UV too.</param>
    public static AuthenticationContext OfPasskey(bool userVerified, bool hardwareProtected, bool afterPassword = false) => new(
        string.Join(' ', ["pop", .. Words(hardwareProtected, "hwk"), .. Words(userVerified, "user"), .. Words(userVerified || afterPassword, "mfa")]),
        hardwareProtected ? "phrh" : "phr");

    /// <summary>A password and nothing else: <c>pwd</c>, and no class.</summary>
    public static AuthenticationContext OfPassword() => new(Password, "");

    /// <summary>The method of <see cref="OfPassword"/>.</summary>
    internal const string Password = "pwd";

    private static string[] Words(bool holds, string method) => holds ? [method] : [];
}
