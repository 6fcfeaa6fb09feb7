using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>The same counts as metrics of the meter <see cref="CeremonyTelemetry.Name"/>: docs/administration/insight.md lists them.</summary>
internal sealed class UsageMetrics
{
    private readonly FrozenDictionary<string, Instrument> _instruments;
    private readonly Counter<long> _dropped;

    public UsageMetrics(IMeterFactory meters, PoolSizes sizes)
    {
        var meter = meters.Create(CeremonyTelemetry.Name);
        var browser = meter.CreateCounter<long>("passkeys.browser.failures", "{ceremony}", "Ceremonies that failed in the browser, as pages reported, by pool, ceremony and outcome.");
        _instruments = new Dictionary<string, Instrument>(StringComparer.Ordinal)
        {
            [UsageName.SignInBegun] = Of("passkeys.sign_ins.begun", "method", "Sign-in options handed out, by pool and method."),
            [UsageName.SignIn] = Of("passkeys.sign_ins.accepted", "method", "Sign-ins, by pool and method."),
            [UsageName.SignInRefused] = Of("passkeys.sign_ins.refused", "reason", "Sign-ins refused, by pool and reason."),
            [UsageName.EnrolmentStarted] = Of("passkeys.enrolments.started", "kind", "People on the way to a passkey, by pool and what led them."),
            [UsageName.RegistrationBegun] = Of("passkeys.registrations.begun", "kind", "Registration options handed out, by pool and kind."),
            [UsageName.RegistrationAnswered] = Of("passkeys.registrations.answered", "kind", "Registrations that came back from the browser, by pool and kind."),
            [UsageName.RegistrationFinished] = Of("passkeys.registrations.finished", "kind", "Passkeys registered, by pool and kind."),
            [UsageName.RegistrationRefused] = Of("passkeys.registrations.refused", "reason", "Registrations refused, by pool and reason."),
            [UsageName.SignUpFinished] = Of("passkeys.sign_ups.finished", "method", "Accounts made by sign-ups, by pool and what they sign in with."),
            [UsageName.BrowserRegistration] = new(browser, "outcome", CeremonyPurpose.Registration),
            [UsageName.BrowserAuthentication] = new(browser, "outcome", CeremonyPurpose.Authentication),
        }.ToFrozenDictionary(StringComparer.Ordinal);
        _dropped = meter.CreateCounter<long>("passkeys.insight.dropped", "{event}", "What was not counted for the charts, because too much of too many kinds happened at once.");
        meter.CreateObservableGauge("passkeys.stored_passkeys", sizes.Passkeys, "{passkey}", "Passkeys, by pool; the largest pools, counted every few minutes.");
        meter.CreateObservableGauge("passkeys.people", sizes.People, "{person}", "People, by pool; the largest pools, counted every few minutes.");

        Instrument Of(string name, string tag, string description) => new(meter.CreateCounter<long>(name, "{event}", description), tag, Ceremony: null);
    }

    public void Add(PoolId pool, string name, string detail)
    {
        var (counter, tag, ceremony) = _instruments[name];
        var tags = new TagList { { "pool", pool.Value }, { tag, detail } };
        if (ceremony is not null)
            tags.Add("ceremony", ceremony);
        counter.Add(1, tags);
    }

    public void Dropped() => _dropped.Add(1);

    private sealed record Instrument(Counter<long> Counter, string Tag, string? Ceremony);
}
