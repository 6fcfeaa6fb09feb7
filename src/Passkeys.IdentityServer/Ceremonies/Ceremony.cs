using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>A ceremony between begin and finish. It travels sealed with the caller; nothing of it is stored.</summary>
internal sealed record Ceremony
{
    /// <summary>What is claimed at finish.</summary>
    public required string Id { get; init; }

    public required PoolId Pool { get; init; }

    public required string RpId { get; init; }

    /// <summary>32 random bytes (WebAuthn L3 §13.4.3 asks for at least 16).</summary>
    public required byte[] Challenge { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required bool UserVerificationRequired { get; init; }

    /// <summary>Whom the ceremony is bound to: a person, a decoy that nobody has, or null for a discoverable sign-in.</summary>
    public string? UserId { get; init; }

    /// <summary>The user handle given out at registration.</summary>
    public byte[]? UserHandle { get; init; }

    /// <summary>The algorithms offered at registration.</summary>
    public IReadOnlyList<int> Algorithms { get; init; } = [];

    /// <summary>What the person calls the passkey, when it was said at begin.</summary>
    public string? PasskeyName { get; init; }

    /// <summary>How a password came out that the passkey follows, one of <see cref="FirstFactor"/> of authentication; null when there was none. Only finish tells.</summary>
    public string? FirstFactor { get; init; }

    /// <summary>The sign-up that a registration completes.</summary>
    public string? SignUpId { get; init; }

    /// <summary>The operation that a back end has allowed and this registration does.</summary>
    public string? OperationId { get; init; }

    /// <summary>The only passkeys that may answer, by their ids in the API; null: any of the person.</summary>
    public IReadOnlyList<string>? PasskeyIds { get; init; }

    /// <summary>What the options say of user verification, where it is not what the pool says.</summary>
    public string? UserVerification { get; init; }

    /// <summary>How long the browser gives the person, in milliseconds, where it is not as long as the ceremony lives.</summary>
    public int? TimeoutMilliseconds { get; init; }

    /// <summary>Whether the browser offers a sign-in in autofill. Default false.</summary>
    public bool Autofill { get; init; }

    /// <summary>The only client that may redeem a sign-in.</summary>
    public string? ClientId { get; init; }

    /// <summary>The ceremony as a back end wants it, which is no looser than the pool does.</summary>
    public Ceremony TightenedBy(Operation? operation) => operation is null ? this : this with
    {
        UserVerification = operation.UserVerification,
        UserVerificationRequired = UserVerificationRequired || operation.UserVerification == Requirement.Required,
        TimeoutMilliseconds = operation.TimeoutMilliseconds,
    };

    /// <summary>The most scope that a sign-in may be redeemed for, space-separated.</summary>
    public string? Scope { get; init; }
}
