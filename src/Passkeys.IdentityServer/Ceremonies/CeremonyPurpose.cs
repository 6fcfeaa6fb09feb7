namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>The two ceremonies, as metrics name them.</summary>
internal static class CeremonyPurpose
{
    public const string Registration = "registration";
    public const string Authentication = "authentication";
}
