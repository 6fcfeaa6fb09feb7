using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Authentication;

/// <summary>What became of a sign-in.</summary>
internal abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>The person is who they say; a session has begun.</summary>
    public sealed record Accepted(PoolUser User, Session Session, SignInFacts Facts) : SignInOutcome;

    /// <summary>Refused; the reason is for the audit alone.</summary>
    public sealed record Refused(RefusalReason Why) : SignInOutcome;

    /// <summary>No passkey of the pool has the id. <see cref="MaySignal"/> tells whether a page may signal it away.</summary>
    public sealed record UnknownCredential(byte[] CredentialId, string RpId, bool MaySignal) : SignInOutcome;
}

/// <summary>What else is known of a sign-in: for result codes, signed results and the limits of a redemption.</summary>
internal sealed record SignInFacts
{
    /// <summary>The passkey that signed in, or null when it was a password.</summary>
    public string? PasskeyId { get; init; }

    /// <summary>The RP ID of that passkey, or null.</summary>
    public string? RpId { get; init; }

    public string? CredentialId { get; init; }

    public Guid? Aaguid { get; init; }

    public required bool UserVerified { get; init; }

    public required string? ClientId { get; init; }

    public required string? Scope { get; init; }
}
