using System.Buffers.Text;
using System.Text.RegularExpressions;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>An Android app that may use the pool's passkeys.</summary>
public sealed record AndroidApp
{
    /// <summary>The application id, such as <c>com.example.app</c>.</summary>
    public required string PackageName { get; init; }

    /// <summary>The certificates that the app may be signed with: SHA-256, as 32 pairs of upper-case hexadecimal digits with colons between them, as <c>keytool</c> prints it.</summary>
    public required IReadOnlyList<string> Sha256CertFingerprints { get; init; }
}

/// <summary>What a pool says of its apps, and what follows for its origins.</summary>
public static partial class MobileApps
{
    /// <summary>What the origin of an Android app begins with.</summary>
    public const string AndroidScheme = "android:apk-key-hash:";

    private const int Most = 20;

    /// <summary>The origins of a pool's Android apps: the client data of a ceremony in an app names the certificate that the app is signed with.</summary>
    public static IEnumerable<string> OriginsOf(PoolPolicy policy) =>
        policy.AndroidApps.SelectMany(app => app.Sha256CertFingerprints).Select(OriginOf).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a text is the origin of an Android app.</summary>
    public static bool IsAndroidOrigin(string text) => AndroidOrigin().IsMatch(text);

    internal static void Check(PoolPolicy policy)
    {
        if (policy.AndroidApps.Count > Most || !policy.AndroidApps.All(app => PackageName().IsMatch(app.PackageName)))
            throw new InvalidMemberException("policy.androidApps", $"at most {Most} apps are expected, each with a packageName such as com.example.app.");
        if (!policy.AndroidApps.All(app => app.Sha256CertFingerprints.Count is > 0 and <= Most && app.Sha256CertFingerprints.All(Fingerprint().IsMatch)))
            throw new InvalidMemberException("policy.androidApps", "sha256CertFingerprints: 32 pairs of upper-case hexadecimal digits with colons between them are expected, once or more often.");
        if (policy.AppleApps.Count > Most || !policy.AppleApps.All(AppleAppId().IsMatch))
            throw new InvalidMemberException("policy.appleApps", $"at most {Most} of the form TEAMID1234.com.example.app are expected.");
    }

    private static string OriginOf(string fingerprint) =>
        AndroidScheme + Base64Url.EncodeToString(Convert.FromHexString(fingerprint.Replace(":", "", StringComparison.Ordinal)));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PackageName();

    [GeneratedRegex(@"\A[0-9A-F]{2}(:[0-9A-F]{2}){31}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fingerprint();

    // Apple, "Supporting associated domains": the team's or the app's prefix, and the bundle id.
    [GeneratedRegex(@"\A[A-Z0-9]{10}\.[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AppleAppId();

    [GeneratedRegex(@"\Aandroid:apk-key-hash:[A-Za-z0-9\-_]{43}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AndroidOrigin();
}
