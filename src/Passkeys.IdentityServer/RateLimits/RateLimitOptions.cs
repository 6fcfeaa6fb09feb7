using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.RateLimits;

/// <summary>
/// How often strangers may call (section <c>RateLimits</c>); all nodes count together. A number is of calls in the window that its name says, 0 is no limit. What one person's passkey
/// needs is limited by the caller's address alone, so that nobody can lock another out of it.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>Anonymous calls from one address, in a minute. Of IPv6 the first 64 bits are the address. Default 60.</summary>
    public int AnonymousCallsPerAddress { get; set; } = 60;

    /// <summary>Sign-ins by one identifier that one address begins, in a minute. Default 20.</summary>
    public int SignInsPerIdentifierAndAddress { get; set; } = 20;

    /// <summary>Sign-ups, recoveries, invitations, codes and passwords of one pool, from everywhere, in a minute. Default 600. Sign-ins by passkey do not count.</summary>
    public int CostlyCallsPerPool { get; set; } = 600;

    /// <summary>Mailed codes tried for one identifier, in an hour. Default 20.</summary>
    public int CodesPerIdentifier { get; set; } = 20;

    /// <summary>Passwords tried for one identifier, in an hour. Default 20. A passkey signs in as ever.</summary>
    public int PasswordsPerIdentifier { get; set; } = 20;

    /// <summary>Mails that strangers can cause to be sent to one identifier, in an hour. Default 5. What is beyond is not sent, and nobody is told.</summary>
    public int MailsPerIdentifier { get; set; } = 5;

    internal RateRule this[RateLimit limit] => limit switch
    {
        RateLimit.CallsOfAddress => new(AnonymousCallsPerAddress, TimeSpan.FromMinutes(1)),
        RateLimit.SignInsOfIdentifier => new(SignInsPerIdentifierAndAddress, TimeSpan.FromMinutes(1)),
        RateLimit.CostsOfPool => new(CostlyCallsPerPool, TimeSpan.FromMinutes(1)),
        RateLimit.CodesOfIdentifier => new(CodesPerIdentifier, TimeSpan.FromHours(1)),
        RateLimit.PasswordsOfIdentifier => new(PasswordsPerIdentifier, TimeSpan.FromHours(1)),
        RateLimit.MailsToIdentifier => new(MailsPerIdentifier, TimeSpan.FromHours(1)),
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, message: null),
    };
}

/// <summary>The numbers that pools have of their own.</summary>
internal static class PoolRates
{
    public static int? Of(this PoolLimits own, RateLimit limit) => limit switch
    {
        RateLimit.SignInsOfIdentifier => own.SignInsPerIdentifierAndAddress,
        RateLimit.CostsOfPool => own.CostlyCallsPerMinute,
        RateLimit.CodesOfIdentifier => own.CodesPerIdentifier,
        RateLimit.PasswordsOfIdentifier => own.PasswordsPerIdentifier,
        RateLimit.MailsToIdentifier => own.MailsPerIdentifier,
        _ => null,
    };
}

/// <summary>So many in so long; 0 is no limit.</summary>
internal readonly record struct RateRule(int Most, TimeSpan Window)
{
    /// <summary>The rule with the number of a pool, where that is less: nobody who may change a pool lets strangers do more than the host does.</summary>
    public RateRule Tightened(int? own) => own is { } most && (Most <= 0 || most < Most) ? this with { Most = most } : this;

    /// <summary>
    /// How much a node takes from the shared counter at once: what it has taken it gives out without asking again. A twentieth, so that few nodes
    /// with something in hand leave most of the limit to the others; one by one where the limit is small.
    /// </summary>
    public int Share => Math.Max(1, Most / 20);

    /// <summary>When a window that begins now ends. In whole milliseconds: it is compared with what comes back from the database, and those are not all equally exact.</summary>
    public DateTimeOffset EndOf(DateTimeOffset now) => DateTimeOffset.FromUnixTimeMilliseconds((now + Window).ToUnixTimeMilliseconds());
}
