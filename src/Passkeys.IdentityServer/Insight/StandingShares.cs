using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>How things stand in a pool, by the names that people know.</summary>
internal sealed class StandingShares(Pool pool, Standing standing, AuthenticatorNames names)
{
    private const int MostNames = 10;
    private const string Named = "named";

    public IReadOnlyList<AuthenticatorShare> Authenticators()
    {
        var all = standing.Domains.Sum(domain => (long)domain.Passkeys);
        var shares = standing.Models.GroupBy(model => Describe(model.Aaguid)).Select(same => new AuthenticatorShare(same.Key.Kind, same.Key.Name, same.Sum(model => (long)model.Passkeys)))
            .OrderByDescending(share => share.Passkeys).ThenBy(share => share.Name, StringComparer.Ordinal).ToList();
        var shown = shares.Where(share => share.Kind == Named).Take(MostNames).Concat(shares.Where(share => share.Kind != Named)).ToList();
        // Counted a moment apart, the parts may be more than the whole.
        var rest = Math.Max(0, all - shown.Sum(share => share.Passkeys));
        return rest == 0 ? shown : [.. shown, new AuthenticatorShare("rest", Name: null, rest)];
    }

    public IReadOnlyList<RelyingPartyShare> RelyingParties()
    {
        var counted = standing.Domains.ToDictionary(domain => domain.RpId, StringComparer.Ordinal);
        return
        [
            .. new[] { pool.RpId }.Concat(pool.Policy.FormerRpIds).Concat(counted.Keys.Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)
                .Select(rpId => (RpId: rpId, Counted: counted.GetValueOrDefault(rpId)))
                .Select(each => new RelyingPartyShare(
                    each.RpId, each.RpId == pool.RpId, pool.Accepts(each.RpId), each.Counted?.Passkeys ?? 0, each.Counted?.People ?? 0, each.Counted?.UsedLately ?? 0)),
        ];
    }

    private (string Kind, string? Name) Describe(Guid aaguid) =>
        aaguid == Guid.Empty ? ("untold", null)
        : names.FindKnown(aaguid) is { } known ? (Named, known.Name)
        : ("unknown", null);
}
