using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>Looks whether a pool can work where it is, and says what to mend.</summary>
public interface IPoolDoctor
{
    /// <summary>Examines a pool, in a few seconds at most: what it says of itself, and what its domain, its mail server and its clocks answer. Changes nothing.</summary>
    /// <param name="pool">The pool, enabled or not.</param>
    /// <param name="hostOrigin">The origin that people reach this host by, such as <c>https://id.example.com</c>; null where it is not known.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<PoolFinding>> ExamineAsync(Pool pool, string? hostOrigin, CancellationToken ct);
}

/// <summary>Something that was looked at.</summary>
/// <param name="Check">What was looked at, one of <see cref="PoolChecks"/>.</param>
/// <param name="Level">How it is.</param>
/// <param name="Subject">What it is about: an origin, an address, a member of the pool.</param>
/// <param name="Message">What was found and, where something is wrong, what to mend; in English.</param>
public sealed record PoolFinding(string Check, FindingLevel Level, string Subject, string Message);

/// <summary>How something is that was looked at.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works; it could be better.</summary>
    Advice,

    /// <summary>Something does not work until it is mended.</summary>
    Wrong,
}

/// <summary>What the doctor looks at.</summary>
public static class PoolChecks
{
    /// <summary>The RP ID by itself, and against the host.</summary>
    public const string RelyingParty = "relying-party";

    /// <summary>The pool's origins against its RP ID.</summary>
    public const string Origins = "origins";

    /// <summary>The document of related origins at the RP ID's host (WebAuthn L3 §5.11).</summary>
    public const string RelatedOrigins = "related-origins";

    /// <summary>What the RP ID's host says of Android apps.</summary>
    public const string AndroidApps = "android-apps";

    /// <summary>What the RP ID's host says of apps for Apple's systems.</summary>
    public const string AppleApps = "apple-apps";

    /// <summary>Whether mail leaves.</summary>
    public const string Mail = "mail";

    /// <summary>Whether a captcha can be solved, where one is asked for.</summary>
    public const string Captcha = "captcha";

    /// <summary>This host's clock.</summary>
    public const string Clock = "clock";

    /// <summary>What the host's verifier can do, against what the pool asks for.</summary>
    public const string Verifier = "verifier";

    /// <summary>Attestation and what it is verified against.</summary>
    public const string Attestation = "attestation";

    /// <summary>The languages of the pool's pages.</summary>
    public const string Languages = "languages";

    /// <summary>Passkeys of RP IDs that the pool had, or never had.</summary>
    public const string FormerRpIds = "former-rp-ids";

    /// <summary>How people come in, and get in again.</summary>
    public const string Registration = "registration";
}
