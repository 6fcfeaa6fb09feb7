namespace Passkeys.IdentityServer.Engine;

/// <summary>The scopes of the extension's own API. An access token that carries one has the issuer among its audiences.</summary>
public static class ExtensionScopes
{
    /// <summary>Self-service: one's own passkeys.</summary>
    public const string Passkeys = "passkeys";

    /// <summary>Back ends: operation tokens and results. For client credentials.</summary>
    public const string Backend = "passkeys.backend";

    /// <summary>Administration. For client credentials and administrators.</summary>
    public const string Administration = "passkeys.admin";

    /// <summary>The administration's reading calls alone: for what collects the audit, and for auditors.</summary>
    public const string AdministrationRead = "passkeys.admin.read";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Passkeys, Backend, Administration, AdministrationRead];
}
