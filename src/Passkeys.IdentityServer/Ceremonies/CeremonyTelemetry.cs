using System.Diagnostics;
using System.Diagnostics.Metrics;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>Counters and durations of ceremonies. Meter and activity source are both named <see cref="Name"/>.</summary>
public sealed class CeremonyTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Passkeys.IdentityServer";

    internal static readonly ActivitySource Activities = new(Name);

    private readonly Counter<long> _begun;
    private readonly Counter<long> _finished;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;
    private readonly CeremonyFeed _feed;
    private readonly IUsage _usage;
    private readonly TimeProvider _time;

    internal CeremonyTelemetry(IMeterFactory meters, CeremonyFeed feed, IUsage usage, TimeProvider time)
    {
        (_feed, _usage, _time) = (feed, usage, time);
        var meter = meters.Create(Name);
        _begun = meter.CreateCounter<long>("passkeys.ceremonies.begun", "{ceremony}", "Ceremonies begun, by pool and purpose.");
        _finished = meter.CreateCounter<long>("passkeys.ceremonies.finished", "{ceremony}", "Ceremonies finished with success, by pool and purpose.");
        _refused = meter.CreateCounter<long>("passkeys.ceremonies.refused", "{ceremony}", "Ceremonies refused, by pool, purpose and reason.");
        _duration = meter.CreateHistogram<double>("passkeys.ceremonies.duration", "s", "How long finishing a ceremony took on the server.");
    }

    /// <summary>A ceremony begun. <paramref name="kind"/> is a <see cref="SignInWay"/> or an <see cref="EnrolmentKind"/>, by its purpose.</summary>
    internal void Begun(PoolId pool, string purpose, string kind)
    {
        _begun.Add(1, Tags(pool, purpose));
        _usage.Count(pool, purpose == CeremonyPurpose.Registration ? UsageName.RegistrationBegun : UsageName.SignInBegun, kind);
        Tell(pool, purpose, CeremonyStage.Begun);
    }

    internal void Finished(PoolId pool, string purpose, string kind, TimeSpan took)
    {
        _usage.Count(pool, purpose == CeremonyPurpose.Registration ? UsageName.RegistrationFinished : UsageName.SignIn, kind);
        var tags = Tags(pool, purpose);
        _finished.Add(1, tags);
        _duration.Record(took.TotalSeconds, tags);
        Tell(pool, purpose, CeremonyStage.Finished);
    }

    /// <summary>A registration that came back from the browser, whatever becomes of it.</summary>
    internal void Answered(PoolId pool, string kind) => _usage.Count(pool, UsageName.RegistrationAnswered, kind);

    /// <summary>Why is counted by the audit, which knows of refusals outside of ceremonies too.</summary>
    internal void Refused(PoolId pool, string purpose, RefusalReason why)
    {
        var tags = Tags(pool, purpose);
        tags.Add("reason", why.ToString());
        _refused.Add(1, tags);
        Tell(pool, purpose, CeremonyStage.Refused, why);
    }

    private void Tell(PoolId pool, string purpose, CeremonyStage stage, RefusalReason? reason = null) =>
        _feed.Add(new CeremonyEvent(pool, purpose, stage, reason, _time.GetUtcNow()));

    private static TagList Tags(PoolId pool, string purpose) => new() { { "pool", pool.Value }, { "purpose", purpose } };
}
