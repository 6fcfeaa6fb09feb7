namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>How signing keys follow each other.</summary>
public sealed class SigningKeyOptions
{
    /// <summary>How long a key signs. Default 90 days.</summary>
    public TimeSpan SigningPeriod { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long before its first signature a key is published, so that everyone has read it by then. Default 14 days.</summary>
    public TimeSpan PublishedBefore { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long after its last signature a key stays published; longer than any token lives. Default 14 days.</summary>
    public TimeSpan PublishedAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a node uses the keys it read before it reads them again. Default 5 minutes.</summary>
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromMinutes(5);
}
