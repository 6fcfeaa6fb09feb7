namespace Passkeys.IdentityServer.Transfer;

/// <summary>The formats of files that people and credentials come in from.</summary>
public static class ImportFormat
{
    /// <summary>What the export of a pool writes: JSON lines, a header first.</summary>
    public const string Passkeys = "passkeys";

    /// <summary>Rows of <c>AspNetUsers</c> and <c>AspNetUserPasskeys</c>, the tables of ASP.NET Core Identity (schema version 3).</summary>
    public const string AspNetIdentity = "aspnet-identity";

    /// <summary>Rows like <c>StoredCredential</c> of the examples of Fido2.AspNet (fido2-net-lib).</summary>
    public const string Fido2 = "fido2";

    /// <summary>An export of a Keycloak realm, or of its users.</summary>
    public const string Keycloak = "keycloak";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Passkeys, AspNetIdentity, Fido2, Keycloak];
}
