using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Pools;

/// <summary>The rules of a pool. Values of WebAuthn enumerations are the strings of the specification.</summary>
public sealed record PoolPolicy
{
    /// <summary>The name shown by authenticators (WebAuthn L3 §5.4.1). Default: the pool's name.</summary>
    public string? RpName { get; init; }

    /// <summary>Origins a ceremony may come from, such as <c>https://portal.example.com</c>. The host's own counts when its host name is the RP ID or below it.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>
    /// Origins of other sites that may use the RP ID (WebAuthn L3 §5.11, related origins), such as <c>https://example.net</c> of <c>example.com</c>. Default none. Ceremonies may come from them as
    /// from <see cref="Origins"/>; browsers ask <c>/.well-known/webauthn</c> of the RP ID's host about them.
    /// </summary>
    public IReadOnlyList<string> RelatedOrigins { get; init; } = [];

    /// <summary>Top origins that may embed a ceremony in a cross-origin frame (WebAuthn L3 §7.1 step 10). Default none: cross-origin is refused. <c>*</c> stands for any, told or not.</summary>
    public IReadOnlyList<string> TopOrigins { get; init; } = [];

    /// <summary>
    /// RP IDs that the pool had before it moved, such as <c>old.example</c>: their passkeys still sign in, and new ones are made for the pool's own. Default none.
    /// </summary>
    public IReadOnlyList<string> FormerRpIds { get; init; } = [];

    /// <summary>Android apps that use the pool's passkeys. Default none. Their origins count, and <c>/.well-known/assetlinks.json</c> names them.</summary>
    public IReadOnlyList<AndroidApp> AndroidApps { get; init; } = [];

    /// <summary>Apps for Apple's systems that use the pool's passkeys, such as <c>TEAMID1234.com.example.app</c>. Default none. <c>/.well-known/apple-app-site-association</c> names them.</summary>
    public IReadOnlyList<string> AppleApps { get; init; } = [];

    /// <summary><c>required</c> (default), <c>preferred</c> or <c>discouraged</c> (WebAuthn L3 §5.8.6).</summary>
    public string UserVerification { get; init; } = Requirement.Required;

    /// <summary><c>required</c> (default), <c>preferred</c> or <c>discouraged</c> (WebAuthn L3 §5.4.6).</summary>
    public string ResidentKey { get; init; } = Requirement.Required;

    /// <summary><c>platform</c>, <c>cross-platform</c>, or null (default) for either (WebAuthn L3 §5.4.5).</summary>
    public string? Attachment { get; init; }

    /// <summary>Hints to the browser, most preferred first: <c>security-key</c>, <c>client-device</c>, <c>hybrid</c> (WebAuthn L3 §5.8.7). Default none.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>
    /// Attestation conveyance: <c>none</c> (default), <c>indirect</c>, <c>direct</c>, <c>enterprise</c> (WebAuthn L3 §5.4.7). With any but <c>none</c>, a verifier
    /// that verifies attestation refuses statements that are wrong and models that are known to be compromised; the rest registers.
    /// </summary>
    public string Attestation { get; init; } = AttestationConveyance.None;

    /// <summary>
    /// Whether only authenticators register whose attestation leads to a trust anchor of the host (WebAuthn L3 §7.1 steps 22 to 24). Default false. Needs
    /// <see cref="Attestation"/> <c>direct</c> or <c>enterprise</c>, and a verifier that verifies attestation.
    /// </summary>
    public bool RequireVerifiedAttestation { get; init; }

    /// <summary>COSE algorithm identifiers in order of preference. Empty (default): all that the verifier can check, in its order.</summary>
    public IReadOnlyList<int> Algorithms { get; init; } = [];

    /// <summary>How long a ceremony lives, in seconds. Default 300.</summary>
    public int CeremonyLifetimeSeconds { get; init; } = 300;

    /// <summary>Authenticator models that may register; empty (default) allows every model that is not denied.</summary>
    public IReadOnlyList<Guid> AllowedAaguids { get; init; } = [];

    /// <summary>Authenticator models that may not register.</summary>
    public IReadOnlyList<Guid> DeniedAaguids { get; init; } = [];

    /// <summary>Whether backup-eligible (synced) passkeys may register. Default true.</summary>
    public bool SyncedPasskeysAllowed { get; init; } = true;

    /// <summary>What happens when a signature counter does not grow (WebAuthn L3 §7.2 step 22). Default <see cref="Pools.CounterPolicy.Flag"/>.</summary>
    public CounterPolicy CounterPolicy { get; init; } = CounterPolicy.Flag;

    /// <summary>Sign-in methods: <c>passkey</c>, which every pool has, and <c>password</c>. Default passkey alone.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [SignInMethod.Passkey];

    /// <summary>Whether a password must be followed by a passkey: <c>none</c> (default) or <c>passkey</c>.</summary>
    public string SecondFactor { get; init; } = SecondFactors.None;

    /// <summary>Whether people may have a password.</summary>
    internal bool HasPasswords => Methods.Contains(SignInMethod.Password, StringComparer.Ordinal);

    /// <summary>Whether a password signs in by itself.</summary>
    internal bool PasswordAlone => HasPasswords && SecondFactor == SecondFactors.None;

    /// <summary>How people come into the pool.</summary>
    public RegistrationPolicy Registration { get; init; } = new();

    /// <summary>The most passkeys one person may have. Default 20.</summary>
    public int MaxPasskeysPerUser { get; init; } = 20;

    /// <summary>Logo and accent colour of the pool's pages. Default none.</summary>
    public Branding Branding { get; init; } = new();

    /// <summary>Languages of the pool's pages, most preferred first. Empty (default): all there are.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>How long sessions and codes of the pool live. Default: as long as the host says.</summary>
    public PoolLifetimes Lifetimes { get; init; } = new();

    /// <summary>How often strangers may call. Default: as often as the host says, and never more often.</summary>
    public PoolLimits Limits { get; init; } = new();

    /// <summary>What the pool's mail says of its sender. Default: what the host says.</summary>
    public PoolMail Mail { get; init; } = new();

    /// <summary>How long the pool's audit is kept, in days, 1 to 3650; null (default): for ever.</summary>
    public int? AuditRetentionDays { get; init; }

    /// <summary>Every origin that a ceremony may come from, without the host's own and those of apps.</summary>
    [JsonIgnore]
    public IEnumerable<string> AllOrigins => Origins.Concat(RelatedOrigins);

    /// <summary>Those of them that are the web's.</summary>
    internal IEnumerable<string> WebOrigins => AllOrigins.Where(origin => !MobileApps.IsAndroidOrigin(origin)).Distinct(StringComparer.Ordinal);
}

/// <summary>How long a pool's sessions and codes live, in seconds; null: as long as the host's <see cref="PasskeysOptions"/> say.</summary>
public sealed record PoolLifetimes
{
    /// <summary>A sign-in at the host's own pages, 60 seconds to 400 days. In place of <see cref="PasskeysOptions.SessionLifetime"/>.</summary>
    public int? SessionSeconds { get; init; }

    /// <summary>An invitation, 60 seconds to 30 days. In place of <see cref="PasskeysOptions.InvitationLifetime"/>.</summary>
    public int? InvitationSeconds { get; init; }

    /// <summary>A mailed activation code, 60 seconds to 30 days. In place of <see cref="PasskeysOptions.ActivationCodeLifetime"/>.</summary>
    public int? ActivationCodeSeconds { get; init; }

    /// <summary>A mailed recovery code, 60 seconds to 1 day. In place of <see cref="PasskeysOptions.RecoveryCodeLifetime"/>.</summary>
    public int? RecoveryCodeSeconds { get; init; }

    /// <summary>A sign-up from its first call to its passkey, 60 seconds to 1 day. In place of <see cref="PasskeysOptions.SignUpLifetime"/>.</summary>
    public int? SignUpSeconds { get; init; }

    /// <summary>The lifetime that holds: the pool's, or else the host's.</summary>
    internal static TimeSpan Of(int? seconds, TimeSpan host) => seconds is { } own ? TimeSpan.FromSeconds(own) : host;
}

/// <summary>How often strangers may call, 1 or more; null: as often as the host's <see cref="RateLimits.RateLimitOptions"/> say. What is more than that has no effect: a pool only tightens.</summary>
public sealed record PoolLimits
{
    /// <summary>Sign-ups, recoveries, invitations, codes and passwords of the pool, from everywhere, in a minute.</summary>
    public int? CostlyCallsPerMinute { get; init; }

    /// <summary>Sign-ins by one identifier that one address begins, in a minute.</summary>
    public int? SignInsPerIdentifierAndAddress { get; init; }

    /// <summary>Mailed codes tried for one identifier, in an hour.</summary>
    public int? CodesPerIdentifier { get; init; }

    /// <summary>Passwords tried for one identifier, in an hour.</summary>
    public int? PasswordsPerIdentifier { get; init; }

    /// <summary>Mails that strangers can cause to be sent to one identifier, in an hour.</summary>
    public int? MailsPerIdentifier { get; init; }
}

/// <summary>What a pool's mail says of its sender. The address itself is the host's: whoever may change a pool must not write in another's name.</summary>
public sealed record PoolMail
{
    /// <summary>The name before the sender's address, 1 to 100 characters. Default null: the host's.</summary>
    public string? SenderName { get; init; }

    /// <summary>The address that answers go to. Default null: the sender's.</summary>
    public string? ReplyTo { get; init; }
}

/// <summary>How people come into a pool.</summary>
public sealed record RegistrationPolicy
{
    /// <summary>Anyone may sign up with a passkey. Default false.</summary>
    public bool SelfService { get; init; }

    /// <summary>An administrator may invite. Default false.</summary>
    public bool Invitation { get; init; }

    /// <summary>Sign-up asks for a captcha. Default false.</summary>
    public bool Captcha { get; init; }

    /// <summary>A new account signs in only after the code that was mailed to it came back. Default false.</summary>
    public bool Activation { get; init; }
}

/// <summary>How a pool's pages look.</summary>
public sealed record Branding
{
    /// <summary>
    /// Address of the logo: a PNG, WebP or SVG image inside a <c>data:</c> address, or a path of this host; never another site, which would learn of every visit. Default null, none.
    /// See <see cref="BrandingRules.IsLogo"/>.
    /// </summary>
    public string? Logo { get; init; }

    /// <summary>
    /// Accent colour as <c>#rrggbb</c>, or null (default) for that of the pages. Where it cannot be read or seen, in light or in dark, the pages take the next shade of it that can
    /// (WCAG 2.2, 1.4.3 and 1.4.11).
    /// </summary>
    public string? Accent { get; init; }
}

/// <summary>What happens when a signature counter does not grow (WebAuthn L3 §7.2 step 22).</summary>
public enum CounterPolicy
{
    /// <summary>The sign-in is accepted and audited.</summary>
    Flag,

    /// <summary>The sign-in is refused and audited.</summary>
    Refuse,
}

/// <summary>The values of <c>AttestationConveyancePreference</c> (WebAuthn L3 §5.4.7).</summary>
public static class AttestationConveyance
{
    /// <summary>The relying party is not interested.</summary>
    public const string None = "none";

    /// <summary>A statement, which the client may have anonymised.</summary>
    public const string Indirect = "indirect";

    /// <summary>The authenticator's own statement.</summary>
    public const string Direct = "direct";

    /// <summary>A statement that may tell one device from another, for managed devices.</summary>
    public const string Enterprise = "enterprise";
}

/// <summary>The three levels of <c>UserVerificationRequirement</c> and <c>ResidentKeyRequirement</c> (WebAuthn L3 §5.8.6, §5.4.6).</summary>
public static class Requirement
{
    /// <summary>Must happen.</summary>
    public const string Required = "required";

    /// <summary>Should happen where it can.</summary>
    public const string Preferred = "preferred";

    /// <summary>Should not happen.</summary>
    public const string Discouraged = "discouraged";
}

/// <summary>The ways to sign in that a pool may have.</summary>
public static class SignInMethod
{
    /// <summary>A passkey.</summary>
    public const string Passkey = "passkey";

    /// <summary>A password.</summary>
    public const string Password = "password";
}

/// <summary>What may have to follow a password.</summary>
public static class SecondFactors
{
    /// <summary>Nothing: the password signs in.</summary>
    public const string None = "none";

    /// <summary>A passkey of the same person.</summary>
    public const string Passkey = "passkey";
}
