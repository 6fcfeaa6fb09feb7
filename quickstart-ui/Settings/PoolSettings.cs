using System.Globalization;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Settings;

/// <summary>Everything that can be set of a pool, by the page that it is on.</summary>
internal static class PoolSettings
{
    private const string Nothing = "";

    private static readonly string[] Requirements = [Requirement.Required, Requirement.Preferred, Requirement.Discouraged];
    private static readonly string[] Hints = ["security-key", "client-device", "hybrid"];

    /// <summary>What the pool is called, and where its passkeys are good.</summary>
    public static IReadOnlyList<SettingGroup> General { get; } =
    [
        new("Basics",
            new TextSetting("Name", "name", pool => pool.Name, (pool, text) => pool with { Name = text ?? "" }) { Required = true },
            new CheckSetting("Enabled", "enabled", pool => pool.Enabled, (pool, yes) => pool with { Enabled = yes }),
            Words("Languages", "languages", policy => policy.Languages, (policy, list) => policy with { Languages = list })),
        new("RelyingParty",
            new TextSetting("RpId", "rpId", pool => pool.RpId, (pool, text) => pool with { RpId = text ?? "" }) { Required = true, Mono = true },
            Text("RpName", "rpName", policy => policy.RpName, (policy, text) => policy with { RpName = text }),
            Lines("FormerRpIds", "formerRpIds", policy => policy.FormerRpIds, (policy, list) => policy with { FormerRpIds = list })),
        new("Origins",
            Lines("Origins", "origins", policy => policy.Origins, (policy, list) => policy with { Origins = list }),
            Lines("RelatedOrigins", "relatedOrigins", policy => policy.RelatedOrigins, (policy, list) => policy with { RelatedOrigins = list }),
            Lines("TopOrigins", "topOrigins", policy => policy.TopOrigins, (policy, list) => policy with { TopOrigins = list })),
        new("Apps",
            new LinesSetting("AndroidApps", "androidApps", pool => pool.Policy.AndroidApps.Select(LineOf), WithAndroidApps),
            Lines("AppleApps", "appleApps", policy => policy.AppleApps, (policy, list) => policy with { AppleApps = list })),
    ];

    /// <summary>How people come in, and how they sign in.</summary>
    public static IReadOnlyList<SettingGroup> SignIn { get; } =
    [
        new("Methods",
            Check("Password", "methods", policy => policy.Methods.Contains(SignInMethod.Password), WithPassword),
            Choice("SecondFactor", "secondFactor", [SecondFactors.None, SecondFactors.Passkey], policy => policy.SecondFactor, (policy, word) => policy with { SecondFactor = word ?? Nothing })),
        new("Registration",
            Check("SelfService", "registration.selfService", policy => policy.Registration.SelfService, (policy, yes) => policy with { Registration = policy.Registration with { SelfService = yes } }),
            Check("Captcha", "registration.captcha", policy => policy.Registration.Captcha, (policy, yes) => policy with { Registration = policy.Registration with { Captcha = yes } }),
            Check("Activation", "registration.activation", policy => policy.Registration.Activation, (policy, yes) => policy with { Registration = policy.Registration with { Activation = yes } }),
            Check("Invitation", "registration.invitation", policy => policy.Registration.Invitation, (policy, yes) => policy with { Registration = policy.Registration with { Invitation = yes } })),
    ];

    /// <summary>Which passkeys are good.</summary>
    public static IReadOnlyList<SettingGroup> Passkeys { get; } =
    [
        new("Verification",
            Choice("UserVerification", "userVerification", Requirements, policy => policy.UserVerification, (policy, word) => policy with { UserVerification = word ?? Nothing }),
            Choice("ResidentKey", "residentKey", Requirements, policy => policy.ResidentKey, (policy, word) => policy with { ResidentKey = word ?? Nothing }),
            Choice("Attachment", "attachment", [Nothing, "platform", "cross-platform"], policy => policy.Attachment, (policy, word) => policy with { Attachment = word }),
            Words("Hints", "hints", policy => policy.Hints, (policy, list) => policy with { Hints = list }, Hints)),
        new("Keeping",
            Check("SyncedPasskeys", "syncedPasskeys", policy => policy.SyncedPasskeysAllowed, (policy, yes) => policy with { SyncedPasskeysAllowed = yes }),
            Choice("CounterPolicy", "counterPolicy", ["flag", "refuse"], policy => policy.CounterPolicy is CounterPolicy.Refuse ? "refuse" : "flag",
                (policy, word) => policy with { CounterPolicy = word == "refuse" ? CounterPolicy.Refuse : CounterPolicy.Flag }),
            Number("MaxPasskeysPerUser", "maxPasskeysPerUser", policy => policy.MaxPasskeysPerUser, (policy, number) => policy with { MaxPasskeysPerUser = number })),
        new("Attestation",
            Choice("Attestation", "attestation", [AttestationConveyance.None, AttestationConveyance.Indirect, AttestationConveyance.Direct, AttestationConveyance.Enterprise],
                policy => policy.Attestation, (policy, word) => policy with { Attestation = word ?? Nothing }),
            Check("RequireVerifiedAttestation", "requireVerifiedAttestation", policy => policy.RequireVerifiedAttestation, (policy, yes) => policy with { RequireVerifiedAttestation = yes }),
            new WordsSetting("Algorithms", "algorithms", pool => pool.Policy.Algorithms.Select(Number), WithAlgorithms)),
    ];

    /// <summary>The models that may register, where it is not all of them.</summary>
    public static LinesSetting AllowedModels { get; } = Aaguids("AllowedAaguids", "allowedAaguids", policy => policy.AllowedAaguids, (policy, list) => policy with { AllowedAaguids = list });

    /// <summary>The models that may not.</summary>
    public static LinesSetting DeniedModels { get; } = Aaguids("DeniedAaguids", "deniedAaguids", policy => policy.DeniedAaguids, (policy, list) => policy with { DeniedAaguids = list });

    /// <summary>Which authenticator models are good.</summary>
    public static IReadOnlyList<SettingGroup> Models { get; } = [new("Models", AllowedModels, DeniedModels)];

    /// <summary>How long things live, how often strangers may call, what mail says.</summary>
    public static IReadOnlyList<SettingGroup> Limits { get; } =
    [
        new("Lifetimes",
            Number("CeremonyLifetime", "ceremonyLifetimeSeconds", policy => policy.CeremonyLifetimeSeconds, (policy, number) => policy with { CeremonyLifetimeSeconds = number }),
            Maybe("Session", "lifetimes.sessionSeconds", policy => policy.Lifetimes.SessionSeconds, (policy, number) => policy with { Lifetimes = policy.Lifetimes with { SessionSeconds = number } }),
            Maybe("SignUp", "lifetimes.signUpSeconds", policy => policy.Lifetimes.SignUpSeconds, (policy, number) => policy with { Lifetimes = policy.Lifetimes with { SignUpSeconds = number } }),
            Maybe("ActivationCode", "lifetimes.activationCodeSeconds", policy => policy.Lifetimes.ActivationCodeSeconds, (policy, number) => policy with { Lifetimes = policy.Lifetimes with { ActivationCodeSeconds = number } }),
            Maybe("RecoveryCode", "lifetimes.recoveryCodeSeconds", policy => policy.Lifetimes.RecoveryCodeSeconds, (policy, number) => policy with { Lifetimes = policy.Lifetimes with { RecoveryCodeSeconds = number } }),
            Maybe("InvitationLifetime", "lifetimes.invitationSeconds", policy => policy.Lifetimes.InvitationSeconds, (policy, number) => policy with { Lifetimes = policy.Lifetimes with { InvitationSeconds = number } }),
            Maybe("AuditRetention", "auditRetentionDays", policy => policy.AuditRetentionDays, (policy, number) => policy with { AuditRetentionDays = number })),
        new("Rates",
            Maybe("CostlyCalls", "limits.costlyCallsPerMinute", policy => policy.Limits.CostlyCallsPerMinute, (policy, number) => policy with { Limits = policy.Limits with { CostlyCallsPerMinute = number } }),
            Maybe("SignIns", "limits.signInsPerIdentifierAndAddress", policy => policy.Limits.SignInsPerIdentifierAndAddress, (policy, number) => policy with { Limits = policy.Limits with { SignInsPerIdentifierAndAddress = number } }),
            Maybe("Codes", "limits.codesPerIdentifier", policy => policy.Limits.CodesPerIdentifier, (policy, number) => policy with { Limits = policy.Limits with { CodesPerIdentifier = number } }),
            Maybe("Passwords", "limits.passwordsPerIdentifier", policy => policy.Limits.PasswordsPerIdentifier, (policy, number) => policy with { Limits = policy.Limits with { PasswordsPerIdentifier = number } }),
            Maybe("Mails", "limits.mailsPerIdentifier", policy => policy.Limits.MailsPerIdentifier, (policy, number) => policy with { Limits = policy.Limits with { MailsPerIdentifier = number } })),
        new("Mail",
            Text("SenderName", "mail.senderName", policy => policy.Mail.SenderName, (policy, text) => policy with { Mail = policy.Mail with { SenderName = text } }),
            Text("ReplyTo", "mail.replyTo", policy => policy.Mail.ReplyTo, (policy, text) => policy with { Mail = policy.Mail with { ReplyTo = text } })),
    ];

    /// <summary>The accent colour.</summary>
    public static TextSetting Accent { get; } =
        Text("Accent", "branding.accent", policy => policy.Branding.Accent, (policy, text) => policy with { Branding = policy.Branding with { Accent = text } }) with { Mono = true };

    /// <summary>The logo.</summary>
    public static LogoSetting Logo { get; } =
        new("Logo", "branding.logo", pool => pool.Policy.Branding.Logo, (pool, text) => pool with { Policy = pool.Policy with { Branding = pool.Policy.Branding with { Logo = text } } });

    /// <summary>How its pages look.</summary>
    public static IReadOnlyList<SettingGroup> Branding { get; } = [new("Branding", Accent, Logo)];

    // Whoever administers one pool changes nothing for others at the same domain.
    private static readonly HashSet<string> OfPlatform = new(["RpId", "FormerRpIds", "RelatedOrigins", "AndroidApps", "AppleApps"], StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IEnumerable<Setting> All => General.Concat(SignIn).Concat(Passkeys).Concat(Models).Concat(Limits).Concat(Branding).SelectMany(group => group.Settings);

    /// <summary>The one that a member of the API's JSON is, or null.</summary>
    public static Setting? Find(string member) => All.FirstOrDefault(setting => setting.IsNamedBy(member));

    /// <summary>Whether only a platform administrator may change it.</summary>
    public static bool IsForPlatform(Setting setting) => OfPlatform.Contains(setting.Name);

    private static TextSetting Text(string name, string member, Func<PoolPolicy, string?> of, Func<PoolPolicy, string?, PoolPolicy> with) =>
        new(name, member, pool => of(pool.Policy), (pool, text) => pool with { Policy = with(pool.Policy, text) });

    private static LinesSetting Lines(string name, string member, Func<PoolPolicy, IReadOnlyList<string>> of, Func<PoolPolicy, IReadOnlyList<string>, PoolPolicy> with) =>
        new(name, member, pool => of(pool.Policy), (pool, list) => pool with { Policy = with(pool.Policy, list) });

    private static LinesSetting Aaguids(string name, string member, Func<PoolPolicy, IReadOnlyList<Guid>> of, Func<PoolPolicy, IReadOnlyList<Guid>, PoolPolicy> with) => new(
        name, member, pool => of(pool.Policy).Select(aaguid => aaguid.ToString()),
        (pool, lines) => lines.All(line => Guid.TryParse(line, out _)) ? pool with { Policy = with(pool.Policy, [.. lines.Select(Guid.Parse)]) } : null);

    private static WordsSetting Words(string name, string member, Func<PoolPolicy, IReadOnlyList<string>> of, Func<PoolPolicy, IReadOnlyList<string>, PoolPolicy> with, string[]? words = null) =>
        new(name, member, pool => of(pool.Policy), (pool, list) => pool with { Policy = with(pool.Policy, list) }) { Words = words ?? [] };

    private static CheckSetting Check(string name, string member, Func<PoolPolicy, bool> of, Func<PoolPolicy, bool, PoolPolicy> with) =>
        new(name, member, pool => of(pool.Policy), (pool, yes) => pool with { Policy = with(pool.Policy, yes) });

    private static ChoiceSetting Choice(string name, string member, string[] choices, Func<PoolPolicy, string?> of, Func<PoolPolicy, string?, PoolPolicy> with) =>
        new(name, member, choices, pool => of(pool.Policy), (pool, word) => pool with { Policy = with(pool.Policy, word) });

    private static NumberSetting Number(string name, string member, Func<PoolPolicy, int> of, Func<PoolPolicy, int, PoolPolicy> with) =>
        new(name, member, pool => of(pool.Policy), (pool, number) => number is { } value ? pool with { Policy = with(pool.Policy, value) } : null) { Required = true };

    private static NumberSetting Maybe(string name, string member, Func<PoolPolicy, int?> of, Func<PoolPolicy, int?, PoolPolicy> with) =>
        new(name, member, pool => of(pool.Policy), (pool, number) => pool with { Policy = with(pool.Policy, number) });

    private static PoolPolicy WithPassword(PoolPolicy policy, bool yes) => policy with
    {
        Methods = yes == policy.Methods.Contains(SignInMethod.Password) ? policy.Methods : yes ? [.. policy.Methods, SignInMethod.Password] : [.. policy.Methods.Where(method => method != SignInMethod.Password)],
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static PoolDraft? WithAlgorithms(PoolDraft pool, IReadOnlyList<string> words)
    {
        var numbers = words.Select(word => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).ToList();
        return numbers.Contains(null) ? null : pool with { Policy = pool.Policy with { Algorithms = [.. numbers.OfType<int>()] } };
    }

    private static string LineOf(AndroidApp app) => string.Join(' ', app.Sha256CertFingerprints.Prepend(app.PackageName));

    private static PoolDraft? WithAndroidApps(PoolDraft pool, IReadOnlyList<string> lines)
    {
        var apps = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(words => new AndroidApp { PackageName = words[0], Sha256CertFingerprints = [.. words.Skip(1).Select(word => word.ToUpperInvariant())] }).ToList();
        return pool with { Policy = pool.Policy with { AndroidApps = apps } };
    }
}
