using Passkeys.IdentityServer.Credentials;

namespace Passkeys.IdentityServer.Grants;

/// <summary>Whom a back end has before it, as a result code or a signed result says.</summary>
internal sealed record Principal
{
    public required string UserId { get; init; }

    public required string Identifier { get; init; }

    /// <summary>The passkey, by its id in the API; null when it was another method.</summary>
    public required string? PasskeyId { get; init; }

    public required string? CredentialId { get; init; }

    public required bool UserVerified { get; init; }

    public required IReadOnlyList<string> Amr { get; init; }

    public required string Acr { get; init; }

    public required DateTimeOffset AuthenticatedAt { get; init; }

    public required PrincipalAuthenticator? Authenticator { get; init; }

    public required string? IpAddress { get; init; }

    public required string? UserAgent { get; init; }

    /// <summary>Until when the result stands for the person's presence.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>The authenticator of a principal.</summary>
/// <param name="Name">What people call it.</param>
internal sealed record PrincipalAuthenticator(string Name)
{
    public static PrincipalAuthenticator? Of(Passkey? passkey, AuthenticatorNames names) =>
        passkey is null ? null : new PrincipalAuthenticator(names.Find(passkey.Aaguid, passkey.Data.Transports).Name);
}
