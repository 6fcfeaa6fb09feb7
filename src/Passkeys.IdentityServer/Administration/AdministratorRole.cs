namespace Passkeys.IdentityServer.Administration;

/// <summary>The roles of administrators, kept as user claims.</summary>
public static class AdministratorRole
{
    /// <summary>The claim's type.</summary>
    public const string ClaimType = "passkeys.role";

    /// <summary>Administers every pool.</summary>
    public const string Platform = "platform-administrator";
}
