using Microsoft.AspNetCore.Authorization;

namespace Passkeys.Client.Policies;

/// <summary>A person has to have authenticated with a passkey: recently, strongly, and for a scope. What the token does not say is not so.</summary>
public sealed class PasskeyRequirement : IAuthorizationRequirement
{
    /// <summary>Phishing-resistant: what every sign-in with a passkey is (OpenID Connect Extended Authentication Profile ACR Values 1.0).</summary>
    public const string PhishingResistant = "phr";

    /// <summary>Phishing-resistant, with a key that attested hardware keeps. It is <c>phr</c> too.</summary>
    public const string PhishingResistantHardware = "phrh";

    /// <summary>A requirement.</summary>
    /// <param name="maximumAge">How long ago the person may have been authenticated (<c>auth_time</c>). Null: any time.</param>
    /// <param name="acr">The authentication context classes of which one is enough, separated by spaces. Null: <c>phr</c>, which any passkey is.</param>
    /// <param name="scope">The scopes that the token needs, all of them, separated by spaces. Null: none in particular.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumAge"/> is less than a second.</exception>
    public PasskeyRequirement(TimeSpan? maximumAge = null, string? acr = null, string? scope = null)
    {
        if (maximumAge is { } age)
            ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.FromSeconds(1), nameof(maximumAge));
        MaximumAge = maximumAge;
        Acr = Words(acr) is { Length: > 0 } classes ? classes : [PhishingResistant];
        Scope = Words(scope);
    }

    /// <summary>How long ago the person may have been authenticated, or null.</summary>
    public TimeSpan? MaximumAge { get; }

    /// <summary>The classes of which one is enough.</summary>
    public IReadOnlyList<string> Acr { get; }

    /// <summary>The scopes that are needed.</summary>
    public IReadOnlyList<string> Scope { get; }

    /// <summary>Whether an authentication of this class is enough.</summary>
    /// <param name="acr">The class, or null when the token names none.</param>
    public bool IsMetBy(string? acr) => acr is not null && (Acr.Contains(acr) || (acr == PhishingResistantHardware && Acr.Contains(PhishingResistant)));

    private static string[] Words(string? list) => (list ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
