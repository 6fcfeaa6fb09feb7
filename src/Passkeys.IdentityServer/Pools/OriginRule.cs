namespace Passkeys.IdentityServer.Pools;

/// <summary>Which origins a ceremony of a pool may come from (WebAuthn L3 §13.4.9).</summary>
/// <param name="Origins">Origins, compared character by character.</param>
/// <param name="TopOrigins">Top origins that may embed a cross-origin ceremony.</param>
public sealed record OriginRule(IReadOnlyCollection<string> Origins, IReadOnlyCollection<string> TopOrigins)
{
    /// <summary>As a top origin: any, told or not. Some browsers tell <c>crossOrigin</c> without <c>topOrigin</c>.</summary>
    public const string AnyTopOrigin = "*";

    /// <summary>
    /// The rule of a pool. The host's own origin counts when its host name is the RP ID or below it: the pool's, or the former one that a ceremony is for. So do
    /// those of the pool's Android apps.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="hostOrigin">The host's own origin, or null.</param>
    /// <param name="rpId">The RP ID of the ceremony; null: the pool's.</param>
    public static OriginRule Of(Pool pool, string? hostOrigin, string? rpId = null)
    {
        var own = hostOrigin is not null && (Covers(pool.RpId, hostOrigin) || Covers(rpId ?? pool.RpId, hostOrigin)) ? [hostOrigin] : Array.Empty<string>();
        return new OriginRule([.. pool.Policy.AllOrigins, .. MobileApps.OriginsOf(pool.Policy), .. own], pool.Policy.TopOrigins);
    }

    /// <summary>Whether a text is an origin: scheme, host, port where it is not the scheme's own, and nothing behind.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == text;

    /// <summary>Whether an origin's host is the RP ID or a subdomain of it.</summary>
    public static bool Covers(string rpId, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Host.Equals(rpId, StringComparison.OrdinalIgnoreCase)
            || uri.Host.EndsWith("." + rpId, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an origin is one of the RP ID's own site: its host is the RP ID or a subdomain of it; or it is that of an Android app, which has none. Others are related origins (§5.11).</summary>
    public static bool Fits(string rpId, string origin) => MobileApps.IsAndroidOrigin(origin) || Covers(rpId, origin);

    /// <summary>WebAuthn L3 §7.1 step 9 and §7.2 step 12: is the origin one that the relying party expects.</summary>
    public bool Allows(string origin) => Origins.Contains(origin, StringComparer.Ordinal);

    /// <summary>WebAuthn L3 §7.1 steps 10 and 11, §7.2 steps 13 and 14: is the embedding expected.</summary>
    public bool AllowsEmbedding(bool crossOrigin, string? topOrigin) =>
        (!crossOrigin && topOrigin is null)
        || TopOrigins.Contains(AnyTopOrigin, StringComparer.Ordinal)
        || (topOrigin is not null && TopOrigins.Contains(topOrigin, StringComparer.Ordinal));
}
