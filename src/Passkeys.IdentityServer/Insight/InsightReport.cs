using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;

namespace Passkeys.IdentityServer.Insight;

/// <summary>How a pool is used. Days are of UTC.</summary>
public sealed record InsightReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, today.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Every day, the oldest first.</summary>
    public required IReadOnlyList<InsightDay> Days { get; init; }

    /// <summary>All days together.</summary>
    public required InsightTotals Totals { get; init; }

    /// <summary>Sign-ins by <see cref="SignInWay"/>, each once, in their order.</summary>
    public required IReadOnlyList<NamedCount> SignIns { get; init; }

    /// <summary>Why sign-ins were refused, by <see cref="RefusalReason"/>, the most frequent first.</summary>
    public required IReadOnlyList<NamedCount> RefusedSignIns { get; init; }

    /// <summary>Why registrations were refused, by <see cref="RefusalReason"/>, the most frequent first.</summary>
    public required IReadOnlyList<NamedCount> RefusedRegistrations { get; init; }

    /// <summary>From the start of an enrolment to the passkey.</summary>
    public required IReadOnlyList<EnrolmentStep> Enrolment { get; init; }

    /// <summary>What failed in browsers, as pages reported, the most frequent first.</summary>
    public required IReadOnlyList<BrowserFailure> BrowserFailures { get; init; }

    /// <summary>How far passkeys have come.</summary>
    public required PasskeyShare Share { get; init; }

    /// <summary>Passkeys by authenticator: the ten most frequent, then the rest.</summary>
    public required IReadOnlyList<AuthenticatorShare> Authenticators { get; init; }

    /// <summary>Passkeys by RP ID, the current one first, then those the pool had before.</summary>
    public required IReadOnlyList<RelyingPartyShare> RelyingParties { get; init; }

    /// <summary>Whether anything was counted at all.</summary>
    public bool IsEmpty => Days.All(day => day.IsEmpty) && RefusedRegistrations.Count == 0 && BrowserFailures.Count == 0 && Enrolment.All(step => step.Count == 0) && Share.People == 0;
}

/// <summary>How often something happened.</summary>
/// <param name="Name">What.</param>
/// <param name="Count">How often.</param>
public sealed record NamedCount(string Name, long Count);

/// <summary>What happened on one day.</summary>
/// <param name="Day">The day (UTC).</param>
/// <param name="SignIns">Sign-ins by <see cref="SignInWay"/>; what did not happen is not in it.</param>
/// <param name="RefusedSignIns">Sign-ins that were refused.</param>
/// <param name="Registrations">Passkeys registered.</param>
/// <param name="RefusedRegistrations">Registrations that were refused.</param>
/// <param name="SignUps">Accounts made by sign-ups.</param>
/// <param name="BrowserFailures">What failed in browsers, as pages reported.</param>
public sealed record InsightDay(
    DateOnly Day, IReadOnlyDictionary<string, long> SignIns, long RefusedSignIns, long Registrations, long RefusedRegistrations, long SignUps, long BrowserFailures)
{
    internal bool IsEmpty => SignIns.Count == 0 && RefusedSignIns == 0 && Registrations == 0 && RefusedRegistrations == 0 && SignUps == 0 && BrowserFailures == 0;
}

/// <summary>All days together.</summary>
/// <param name="SignIns">Sign-ins.</param>
/// <param name="RefusedSignIns">Sign-ins that were refused.</param>
/// <param name="Registrations">Passkeys registered.</param>
/// <param name="RefusedRegistrations">Registrations that were refused.</param>
/// <param name="SignUps">Accounts made by sign-ups.</param>
/// <param name="BrowserFailures">What failed in browsers, as pages reported.</param>
public sealed record InsightTotals(long SignIns, long RefusedSignIns, long Registrations, long RefusedRegistrations, long SignUps, long BrowserFailures);

/// <summary>A step on the way to a passkey. A person who tries again is counted again.</summary>
/// <param name="Step"><c>started</c>: a sign-up begun, a link or code taken up; <c>begun</c>: options handed out; <c>answered</c>: the browser came back; <c>finished</c>: there is a passkey.</param>
/// <param name="Count">How often.</param>
/// <param name="Kinds">The same by <see cref="EnrolmentKind"/>; what did not happen is not in it.</param>
public sealed record EnrolmentStep(string Step, long Count, IReadOnlyDictionary<string, long> Kinds);

/// <summary>What failed in browsers.</summary>
/// <param name="Ceremony"><c>registration</c> or <c>authentication</c>.</param>
/// <param name="Outcome">The tag of the browser SDK's error.</param>
/// <param name="Code">The exception, where the tag is of many causes; else null.</param>
/// <param name="Count">How often.</param>
public sealed record BrowserFailure(string Ceremony, string Outcome, string? Code, long Count);

/// <summary>How far passkeys have come.</summary>
/// <param name="People">People of the pool.</param>
/// <param name="PeopleWithPasskeys">Of them, those with a passkey.</param>
/// <param name="SignIns">Sign-ins in the days looked at.</param>
/// <param name="SignInsWithPasskeys">Of them, those with a passkey.</param>
public sealed record PasskeyShare(long People, long PeopleWithPasskeys, long SignIns, long SignInsWithPasskeys);

/// <summary>Passkeys of an authenticator.</summary>
/// <param name="Kind"><c>named</c>; <c>unknown</c>: models that have no name here; <c>untold</c>: the authenticator did not say; <c>rest</c>: named, and not among the ten.</param>
/// <param name="Name">The name, where it is <c>named</c>.</param>
/// <param name="Passkeys">How many.</param>
public sealed record AuthenticatorShare(string Kind, string? Name, long Passkeys);

/// <summary>Passkeys of an RP ID.</summary>
/// <param name="RpId">The RP ID.</param>
/// <param name="Current">Whether new passkeys are made for it.</param>
/// <param name="Accepted">Whether they may sign in.</param>
/// <param name="Passkeys">How many.</param>
/// <param name="People">Of how many people.</param>
/// <param name="UsedLately">How many of them signed in within the last 30 days.</param>
public sealed record RelyingPartyShare(string RpId, bool Current, bool Accepted, long Passkeys, long People, long UsedLately);
