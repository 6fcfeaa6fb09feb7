namespace Passkeys.IdentityServer.Embedded.Logout;

/// <summary>What is left of a logout request once it was checked (OpenID Connect RP-Initiated Logout 1.0 §2). It travels sealed.</summary>
internal sealed record LogoutRequest
{
    /// <summary>The purpose for which it is sealed.</summary>
    public const string Purpose = "logout";

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The client, by the hint or by its own word, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The session of the hint, <c>sid</c>, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>The person of the hint, <c>sub</c>, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>A URI that is registered for the client, or null.</summary>
    public string? PostLogoutRedirectUri { get; init; }

    public string? State { get; init; }

    public IReadOnlyList<string> UiLocales { get; init; } = [];
}
