using System.Runtime.CompilerServices;
using System.Text.Json;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>The document of related origins at the RP ID's host (WebAuthn L3 §5.11.1), as a browser reads it.</summary>
internal sealed class RelatedOriginsCheck(IPools pools) : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        var related = PoolDraft.Of(examination.Pool).Policy.RelatedOrigins;
        if (related.Count == 0)
            yield break;
        var address = examination.WellKnown("webauthn");
        if (examination.IsHere)
        {
            var listed = (await pools.ListByRpIdAsync(examination.Pool.RpId, ct)).SelectMany(pool => pool.Policy.WebOrigins).Distinct(StringComparer.Ordinal).ToList();
            foreach (var finding in Compare(address, related, examination.Pool.Enabled ? listed : [.. listed, .. related]))
                yield return finding;
            yield break;
        }
        var document = await examination.GetAsync(address, ct);
        if (WellKnownDocuments.Problem(document, out var json) is var (level, problem))
            yield return Finding(level, address, $"{problem} {WhatToServe(examination.Policy)}");
        else if (WellKnownDocuments.Strings(json, "origins") is not { } listed)
            yield return Finding(FindingLevel.Wrong, address, $"The document has no list of origins. {WhatToServe(examination.Policy)}");
        else
        {
            foreach (var finding in Compare(address, related, listed))
                yield return finding;
        }
    }

    private static List<PoolFinding> Compare(Uri address, IReadOnlyList<string> related, List<string> listed)
    {
        var missing = related.Except(listed, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            return [Finding(FindingLevel.Wrong, address, $"The document lists {listed.Count} origins, and not {string.Join(", ", missing)}. Add them, or browsers refuse the passkeys there.")];
        // §5.11.1: of what comes after the labels that a browser takes, it takes no more.
        var taken = RelatedOriginRules.LabelsOf(listed.Where(OriginRule.IsOrigin)).Take(RelatedOriginRules.MostLabels).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var passedOver = related.Where(origin => !taken.Overlaps(RelatedOriginRules.LabelsOf([origin]))).ToList();
        return passedOver.Count > 0
            ? [Finding(FindingLevel.Wrong, address, $"The document has more than {RelatedOriginRules.MostLabels} names of sites. Browsers may pass over {string.Join(", ", passedOver)}: list them earlier, or fewer others.")]
            : [Finding(FindingLevel.Good, address, $"The document lists all {related.Count} related origins.")];
    }

    private static string WhatToServe(PoolPolicy policy) => $"Serve there: {JsonSerializer.Serialize(new { origins = policy.WebOrigins }, ApiJson.Options)}";

    private static PoolFinding Finding(FindingLevel level, Uri subject, string message) => new(PoolChecks.RelatedOrigins, level, subject.AbsoluteUri, message);
}
