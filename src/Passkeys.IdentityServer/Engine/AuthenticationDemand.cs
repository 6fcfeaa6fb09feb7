using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Engine;

/// <summary>What an application demands of the person and the authentication, whichever the engine; and whether a session gives it.</summary>
/// <param name="Pools">The pools whose people may answer.</param>
/// <param name="Subject">The only person who may, or null.</param>
/// <param name="AcrValues">The authentication context classes that are asked for, without <c>tenant:</c>; any one of them will do. Empty: any.</param>
public readonly record struct AuthenticationDemand(IReadOnlyCollection<PoolId> Pools, string? Subject, IReadOnlyCollection<string> AcrValues)
{
    private const string UserVerified = "user";

    /// <summary>Whether the session's person is one who may answer.</summary>
    public bool IsFor(Session session) => Pools.Contains(session.Pool) && (Subject ?? session.UserId) == session.UserId;

    /// <summary>Whether the session's authentication is of a class that was asked for; hardware is phishing-resistant too.</summary>
    public bool IsSatisfiedBy(Session session) =>
        AcrValues.Count == 0 || AcrValues.Contains(session.Acr) || (session.Acr == Acr.PhishingResistantHardware && AcrValues.Contains(Acr.PhishingResistant));

    /// <summary>
    /// Whether an application that says these things wants the person verified by the authenticator, whatever the pool's policy: who asks how or
    /// when a person was authenticated means the person, not whoever holds the device.
    /// </summary>
    /// <param name="promptsLogin">Whether <c>prompt</c> has <c>login</c>.</param>
    /// <param name="hasMaxAge">Whether there is a <c>max_age</c>.</param>
    /// <param name="hasAcr">Whether a class is asked for.</param>
    public static bool WantsVerification(bool promptsLogin, bool hasMaxAge, bool hasAcr) => promptsLogin || hasMaxAge || hasAcr;

    /// <summary>Whether the session's person was verified: by the authenticator, or by a host in its own way, which wants more than a device.</summary>
    public static bool IsVerified(Session session) => session.PasskeyId is null || session.Amr.Split(' ').Contains(UserVerified);
}

/// <summary>Authentication context classes (OpenID EAP ACR Values 1.0 §2).</summary>
public static class Acr
{
    /// <summary>A phishing-resistant authenticator.</summary>
    public const string PhishingResistant = "phr";

    /// <summary>One whose keys are proven to be in hardware.</summary>
    public const string PhishingResistantHardware = "phrh";

    /// <summary>Those that the extension knows.</summary>
    public static IReadOnlyList<string> All { get; } = [PhishingResistant, PhishingResistantHardware];
}
