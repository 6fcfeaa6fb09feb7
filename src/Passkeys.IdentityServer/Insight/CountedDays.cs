using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;

namespace Passkeys.IdentityServer.Insight;

/// <summary>What was counted in some days, put together.</summary>
internal sealed class CountedDays(DateOnly from, DateOnly to, IReadOnlyList<DailyCount> rows)
{
    private static readonly (string Step, string Name)[] Steps =
    [
        ("started", UsageName.EnrolmentStarted), ("begun", UsageName.RegistrationBegun), ("answered", UsageName.RegistrationAnswered), ("finished", UsageName.RegistrationFinished),
    ];

    private readonly ILookup<DateOnly, DailyCount> _byDay = rows.ToLookup(row => row.Day);
    private readonly ILookup<string, DailyCount> _byName = rows.ToLookup(row => row.Name, StringComparer.Ordinal);

    public DateOnly From => from;

    public DateOnly To => to;

    public IReadOnlyList<InsightDay> Days() => [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(offset => from.AddDays(offset)).Select(DayOf)];

    public InsightTotals Totals() => new(
        Sum(UsageName.SignIn), Sum(UsageName.SignInRefused), Sum(UsageName.RegistrationFinished), Sum(UsageName.RegistrationRefused), Sum(UsageName.SignUpFinished),
        Sum(UsageName.BrowserRegistration) + Sum(UsageName.BrowserAuthentication));

    public IReadOnlyList<NamedCount> SignIns()
    {
        var counts = ByDetail(UsageName.SignIn);
        return [.. SignInWay.All.Union(counts.Keys, StringComparer.Ordinal).Select(way => new NamedCount(way, counts.GetValueOrDefault(way)))];
    }

    public long SignInsWithPasskeys() => SignIns().Where(way => SignInWay.HasPasskey(way.Name)).Sum(way => way.Count);

    public IReadOnlyList<NamedCount> RefusedSignIns() => MostFrequent(UsageName.SignInRefused);

    public IReadOnlyList<NamedCount> RefusedRegistrations() => MostFrequent(UsageName.RegistrationRefused);

    public IReadOnlyList<EnrolmentStep> Enrolment() => [.. Steps.Select(step => new EnrolmentStep(step.Step, Sum(step.Name), ByDetail(step.Name)))];

    public IReadOnlyList<BrowserFailure> BrowserFailures() =>
    [
        .. Failures(UsageName.BrowserRegistration, CeremonyPurpose.Registration).Concat(Failures(UsageName.BrowserAuthentication, CeremonyPurpose.Authentication))
            .OrderByDescending(failure => failure.Count),
    ];

    private IEnumerable<BrowserFailure> Failures(string name, string ceremony) => MostFrequent(name)
        .Select(count => count.Name.Split('/') is [var outcome, var code] ? new BrowserFailure(ceremony, outcome, code, count.Count) : new BrowserFailure(ceremony, count.Name, Code: null, count.Count));

    private InsightDay DayOf(DateOnly day)
    {
        var ofDay = _byDay[day].ToLookup(row => row.Name, StringComparer.Ordinal);
        return new InsightDay(
            day,
            ofDay[UsageName.SignIn].ToDictionary(row => row.Detail, row => row.Count, StringComparer.Ordinal),
            Of(UsageName.SignInRefused), Of(UsageName.RegistrationFinished), Of(UsageName.RegistrationRefused), Of(UsageName.SignUpFinished),
            Of(UsageName.BrowserRegistration) + Of(UsageName.BrowserAuthentication));

        long Of(string name) => ofDay[name].Sum(row => row.Count);
    }

    private long Sum(string name) => _byName[name].Sum(row => row.Count);

    private Dictionary<string, long> ByDetail(string name) =>
        _byName[name].GroupBy(row => row.Detail, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.Sum(row => row.Count), StringComparer.Ordinal);

    private IReadOnlyList<NamedCount> MostFrequent(string name) =>
        [.. ByDetail(name).Select(kind => new NamedCount(kind.Key, kind.Value)).OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Name, StringComparer.Ordinal)];
}
