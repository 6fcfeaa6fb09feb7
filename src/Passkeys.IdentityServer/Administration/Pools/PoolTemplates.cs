using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>Rules to begin a pool with.</summary>
public static class PoolTemplates
{
    /// <summary>Customers: anyone signs up with a passkey and activates the account by a mailed code.</summary>
    public const string Consumer = "consumer";

    /// <summary>Employees: by invitation; verified at every sign-in; a signature counter that goes back is refused.</summary>
    public const string Workforce = "workforce";

    /// <summary>By invitation; passkeys that never leave their device, attested where the host verifies attestation.</summary>
    public const string HighAssurance = "high-assurance";

    /// <summary>On the way from passwords: both, side by side; accounts come in by import, back ends or sign-up.</summary>
    public const string Migration = "migration";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Consumer, Workforce, HighAssurance, Migration];

    /// <summary>The rules of a template.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this name.</exception>
    public static PoolPolicy Create(string name) => name switch
    {
        Consumer => new PoolPolicy { Registration = new() { SelfService = true, Activation = true } },
        Workforce => new PoolPolicy { Registration = new() { Invitation = true }, CounterPolicy = CounterPolicy.Refuse, MaxPasskeysPerUser = 10 },
        HighAssurance => new PoolPolicy
        {
            Registration = new() { Invitation = true },
            SyncedPasskeysAllowed = false,
            Attestation = AttestationConveyance.Direct,
            Hints = ["security-key", "client-device"],
            CounterPolicy = CounterPolicy.Refuse,
            MaxPasskeysPerUser = 5,
            Lifetimes = new() { SessionSeconds = 3600, InvitationSeconds = 24 * 3600 },
        },
        Migration => new PoolPolicy
        {
            Registration = new() { SelfService = true, Invitation = true, Activation = true },
            Methods = [SignInMethod.Passkey, SignInMethod.Password],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such template."),
    };
}
