namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>The values of CredentialMediationRequirement (Credential Management §2.3.2), and <c>immediate</c> of WebAuthn L3.</summary>
internal static class Mediation
{
    public const string Conditional = "conditional";

    public static readonly string[] All = [Conditional, "optional", "required", "silent", "immediate"];
}
