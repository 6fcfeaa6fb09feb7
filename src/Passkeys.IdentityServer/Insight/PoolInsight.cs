using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Insight;

internal sealed class PoolInsight(PasskeysDbContext db, CountFlush flush, StoredCounts counts, Standings standings, AuthenticatorNames names, TimeProvider time) : IInsight
{
    public async Task<InsightReport?> DescribeAsync(PoolId pool, int days, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, IInsight.LeastDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, IInsight.MostDays);
        if (await db.Pools.AsNoTracking().SingleOrDefaultAsync(each => each.Id == pool, ct) is not { } found)
            return null;
        // Whoever looks right after something happened on this node sees it.
        await flush.TryFlushAsync(ct);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var from = today.AddDays(1 - days);
        var counted = await counts.ListAsync(pool, from, ct);
        // What is older is of a pool that had the id before.
        counted.RemoveAll(row => row.Day < DateOnly.FromDateTime(found.CreatedAt.UtcDateTime));
        return Compose(found, new CountedDays(from, today, counted), await standings.OfAsync(pool, ct));
    }

    private InsightReport Compose(Pool pool, CountedDays days, Standing standing)
    {
        var shares = new StandingShares(pool, standing, names);
        return new InsightReport
        {
            From = days.From,
            To = days.To,
            Days = days.Days(),
            Totals = days.Totals(),
            SignIns = days.SignIns(),
            RefusedSignIns = days.RefusedSignIns(),
            RefusedRegistrations = days.RefusedRegistrations(),
            Enrolment = days.Enrolment(),
            BrowserFailures = days.BrowserFailures(),
            Share = new PasskeyShare(standing.People, standing.PeopleWithPasskeys, days.SignIns().Sum(way => way.Count), days.SignInsWithPasskeys()),
            Authenticators = shares.Authenticators(),
            RelyingParties = shares.RelyingParties(),
        };
    }
}
