using System.Runtime.CompilerServices;
using System.Text.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>What the RP ID's host says of the pool's Android apps (Digital Asset Links).</summary>
internal sealed class AndroidAppsCheck : IPoolCheck
{
    private const string Relation = "delegate_permission/common.get_login_creds";

    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        if (examination.Policy.AndroidApps.Count == 0)
            yield break;
        var address = examination.WellKnown("assetlinks.json");
        if (examination.IsHere)
        {
            yield return Finding(FindingLevel.Good, address, "This host itself names the pool's apps there.");
            yield break;
        }
        var document = await examination.GetAsync(address, ct);
        if (WellKnownDocuments.Problem(document, out var json) is var (level, problem))
        {
            yield return Finding(level, address, $"{problem} Serve there what /.well-known/assetlinks.json of this host says when it is asked as {examination.Pool.RpId}.");
            yield break;
        }
        var missing = examination.Policy.AndroidApps.Where(app => !IsNamed(app, json)).Select(app => app.PackageName).ToList();
        yield return missing.Count == 0
            ? Finding(FindingLevel.Good, address, "The document names the pool's apps.")
            : Finding(FindingLevel.Wrong, address, $"The document does not name {string.Join(", ", missing)} with relation {Relation} and all its certificates. Add that, or those apps cannot use the passkeys.");
    }

    private static bool IsNamed(AndroidApp app, JsonElement json) => json.ValueKind is JsonValueKind.Array
        && json.EnumerateArray().Where(statement => IsOf(app, statement)).SelectMany(FingerprintsOf).ToHashSet(StringComparer.OrdinalIgnoreCase).IsSupersetOf(app.Sha256CertFingerprints);

    private static bool IsOf(AndroidApp app, JsonElement statement) =>
        WellKnownDocuments.Strings(statement, "relation")?.Contains(Relation) is true
        && statement.TryGetProperty("target", out var target) && target.ValueKind is JsonValueKind.Object
        && target.TryGetProperty("package_name", out var name) && name.ValueKind is JsonValueKind.String && name.GetString() == app.PackageName;

    private static List<string> FingerprintsOf(JsonElement statement) => WellKnownDocuments.Strings(statement.GetProperty("target"), "sha256_cert_fingerprints") ?? [];

    private static PoolFinding Finding(FindingLevel level, Uri subject, string message) => new(PoolChecks.AndroidApps, level, subject.AbsoluteUri, message);
}
