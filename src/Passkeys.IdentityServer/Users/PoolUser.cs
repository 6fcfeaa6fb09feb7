using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Users;

/// <summary>A person in one pool. The same e-mail address in another pool is another person.</summary>
public class PoolUser : IdentityUser
{
    private string? _displayName;

    /// <summary>The pool the person belongs to; never changes.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The user handle of this person's passkeys. WebAuthn L3 §14.6.1: random, at most 64 bytes, never changes, says nothing about the person.</summary>
    public required byte[] UserHandle { get; init; }

    /// <summary>What the person likes to be called, or null.</summary>
    public string? DisplayName
    {
        get => _displayName;
        set
        {
            _displayName = value;
            NormalizedDisplayName = Normalize(value);
        }
    }

    /// <summary>What the person likes to be called in the form that is searched, or null. Whoever writes <see cref="DisplayName"/> by a statement of its own writes this too.</summary>
    public string? NormalizedDisplayName { get; private set; }

    /// <summary>The form of a display name that is searched.</summary>
    public static string? Normalize(string? displayName) => displayName?.ToUpperInvariant();

    /// <summary>Whether the person may sign in.</summary>
    public UserStatus Status { get; set; } = UserStatus.Active;

    /// <summary>When the account came to be (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Whether a person may sign in.</summary>
public enum UserStatus
{
    /// <summary>May sign in.</summary>
    Active,

    /// <summary>Signed up and not yet activated; may not sign in.</summary>
    Pending,

    /// <summary>Suspended by an administrator; may not sign in.</summary>
    Suspended,
}
