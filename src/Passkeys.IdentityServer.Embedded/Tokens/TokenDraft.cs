using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine.Tokens;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>What a grant came to, stored or about to be; <see cref="TokenResponses"/> makes the response of it.</summary>
internal sealed record TokenDraft
{
    public required Client Client { get; init; }

    /// <summary>The family, or null for a client's own token.</summary>
    public TokenFamily? Family { get; init; }

    public required IReadOnlyList<string> Scope { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The refresh token, or null when there is none.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The reference access token, or null when the client gets JWTs.</summary>
    public string? ReferenceToken { get; init; }

    /// <summary>The nonce of the authorization request, or null (OpenID Connect Core 1.0 §2).</summary>
    public string? Nonce { get; init; }
}
