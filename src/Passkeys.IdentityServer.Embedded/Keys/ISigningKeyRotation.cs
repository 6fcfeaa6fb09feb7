using Passkeys.IdentityServer.Audit;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>Makes the next signing key before its time.</summary>
public interface ISigningKeyRotation
{
    /// <summary>
    /// Makes a key that is published at once and signs after a while. The one that signs now, and any that was to follow it, sign until then and no longer; they stay published so that
    /// what they signed can be checked.
    /// </summary>
    /// <param name="publishedBefore">How long the key is published before it signs. Relying parties read the keys anew when they see one they do not know, or once a day.</param>
    /// <param name="who">For the audit: <see cref="AuditEvent.SigningKeyMade"/>.</param>
    /// <param name="ct">Cancels.</param>
    Task<KeyRotationOutcome> RotateAsync(TimeSpan publishedBefore, AuditFacts who, CancellationToken ct);
}

/// <summary>What became of a rotation.</summary>
public abstract record KeyRotationOutcome
{
    private KeyRotationOutcome()
    {
    }

    /// <summary>There is a new key.</summary>
    /// <param name="Key">The key.</param>
    public sealed record Rotated(NextKey Key) : KeyRotationOutcome;

    /// <summary>Nodes of this host could sign with a key that others have not read.</summary>
    /// <param name="Least">How long a key has to be published before it signs.</param>
    public sealed record TooSoon(TimeSpan Least) : KeyRotationOutcome;

    /// <summary>Another node makes a key at this moment.</summary>
    public sealed record MadeElsewhere : KeyRotationOutcome;
}

/// <summary>A signing key that was made before its time.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="ActivatesAt">From when it signs (UTC).</param>
/// <param name="FormerExpireAt">Until when those before it are published (UTC).</param>
public sealed record NextKey(string Id, DateTimeOffset ActivatesAt, DateTimeOffset FormerExpireAt);
