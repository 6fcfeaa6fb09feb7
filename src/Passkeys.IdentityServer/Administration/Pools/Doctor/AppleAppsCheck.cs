using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>What the RP ID's host says of the pool's apps for Apple's systems ("Supporting associated domains").</summary>
internal sealed class AppleAppsCheck : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        var apps = examination.Policy.AppleApps;
        if (apps.Count == 0)
            yield break;
        var address = examination.WellKnown("apple-app-site-association");
        if (examination.IsHere)
        {
            yield return Finding(FindingLevel.Good, address, "This host itself names the pool's apps there.");
            yield break;
        }
        var document = await examination.GetAsync(address, ct);
        if (WellKnownDocuments.Problem(document, out var json) is var (level, problem))
        {
            yield return Finding(level, address, $"{problem} Serve there: {JsonSerializer.Serialize(new { webcredentials = new { apps } })}");
            yield break;
        }
        var named = json.ValueKind is JsonValueKind.Object && json.TryGetProperty("webcredentials", out var webcredentials) ? WellKnownDocuments.Strings(webcredentials, "apps") ?? [] : [];
        var missing = apps.Except(named, StringComparer.Ordinal).ToList();
        yield return missing.Count == 0
            ? Finding(FindingLevel.Good, address, "The document names the pool's apps.")
            : Finding(FindingLevel.Wrong, address, $"The document does not name {string.Join(", ", missing)} under webcredentials.apps. Add that, or those apps cannot use the passkeys.");
    }

    private static PoolFinding Finding(FindingLevel level, Uri subject, string message) => new(PoolChecks.AppleApps, level, subject.AbsoluteUri, message);
}
