using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>Reads a pool as administrators write it. Whether such a pool can be used is for <see cref="PoolDraftRules"/> to say.</summary>
internal static class PoolReader
{
    /// <summary>Reads a pool.</summary>
    /// <param name="body">The JSON.</param>
    /// <param name="id">The id that it must have, if it says one at all; null: it must say one.</param>
    /// <param name="defaults">What is not said.</param>
    /// <exception cref="InvalidMemberException">A member is missing, or is not what it should be.</exception>
    public static PoolDraft Read(JsonMember body, PoolId? id, PoolPolicy defaults)
    {
        var read = ReadId(body, id);
        var name = body.RequiredString("name");
        var rpName = body.OptionalString("rpName");
        return new PoolDraft(read, name, body.OptionalBoolean("enabled") ?? true, body.RequiredString("rpId"), ReadPolicy(body, defaults) with
        {
            RpName = rpName == name ? null : rpName,
        });
    }

    private static PoolId ReadId(JsonMember body, PoolId? id)
    {
        if (id is { } fixedId && body.OptionalString("id") is var said)
            return said is null || said == fixedId.Value ? fixedId : throw new InvalidMemberException("id", "the pool's own is expected: an id never changes.");
        return PoolId.TryParse(body.RequiredString("id"), out var read)
            ? read
            : throw new InvalidMemberException("id", $"2 to {PoolId.MaxLength} of a-z, 0-9 and - are expected.");
    }

    private static PoolPolicy ReadPolicy(JsonMember body, PoolPolicy defaults) => ReadParts(body, defaults) with
    {
        Origins = body.StringsOr("origins", defaults.Origins),
        RelatedOrigins = body.StringsOr("relatedOrigins", defaults.RelatedOrigins),
        TopOrigins = body.StringsOr("topOrigins", defaults.TopOrigins),
        FormerRpIds = body.StringsOr("formerRpIds", defaults.FormerRpIds),
        AndroidApps = body.Has("androidApps") ? ReadAndroidApps(body) : defaults.AndroidApps,
        AppleApps = body.StringsOr("appleApps", defaults.AppleApps),
        UserVerification = body.OptionalString("userVerification") ?? defaults.UserVerification,
        ResidentKey = body.OptionalString("residentKey") ?? defaults.ResidentKey,
        Attachment = body.OptionalString("attachment") ?? defaults.Attachment,
        Hints = body.StringsOr("hints", defaults.Hints),
        Attestation = body.OptionalString("attestation") ?? defaults.Attestation,
        RequireVerifiedAttestation = body.OptionalBoolean("requireVerifiedAttestation") ?? defaults.RequireVerifiedAttestation,
        Algorithms = body.Has("algorithms") ? body.Numbers("algorithms") : defaults.Algorithms,
        CeremonyLifetimeSeconds = body.Number("ceremonyLifetimeSeconds") ?? defaults.CeremonyLifetimeSeconds,
        AllowedAaguids = body.Has("allowedAaguids") ? body.Guids("allowedAaguids") : defaults.AllowedAaguids,
        DeniedAaguids = body.Has("deniedAaguids") ? body.Guids("deniedAaguids") : defaults.DeniedAaguids,
        SyncedPasskeysAllowed = body.Either("syncedPasskeys", PoolWords.Allowed, PoolWords.Denied) ?? defaults.SyncedPasskeysAllowed,
        CounterPolicy = body.Either("counterPolicy", PoolWords.Refuse, PoolWords.Flag) is { } refuse ? (refuse ? CounterPolicy.Refuse : CounterPolicy.Flag) : defaults.CounterPolicy,
        Methods = body.StringsOr("methods", defaults.Methods),
        SecondFactor = body.OptionalString("secondFactor") ?? defaults.SecondFactor,
        MaxPasskeysPerUser = body.Number("maxPasskeysPerUser") ?? defaults.MaxPasskeysPerUser,
        Languages = body.StringsOr("languages", defaults.Languages),
        AuditRetentionDays = body.Number("auditRetentionDays") ?? defaults.AuditRetentionDays,
    };

    private static PoolPolicy ReadParts(JsonMember body, PoolPolicy defaults) => defaults with
    {
        Registration = body.OptionalObject("registration") is { } registration ? ReadRegistration(registration, defaults.Registration) : defaults.Registration,
        Branding = body.OptionalObject("branding") is { } branding
            ? new Branding { Logo = branding.OptionalString("logo"), Accent = branding.OptionalString("accent") }
            : defaults.Branding,
        Lifetimes = body.OptionalObject("lifetimes") is { } lifetimes ? ReadLifetimes(lifetimes) : defaults.Lifetimes,
        Limits = body.OptionalObject("limits") is { } limits ? ReadLimits(limits) : defaults.Limits,
        Mail = body.OptionalObject("mail") is { } mail
            ? new PoolMail { SenderName = mail.OptionalString("senderName"), ReplyTo = mail.OptionalString("replyTo") }
            : defaults.Mail,
    };

    private static RegistrationPolicy ReadRegistration(JsonMember registration, RegistrationPolicy defaults) => new()
    {
        SelfService = registration.OptionalBoolean("selfService") ?? defaults.SelfService,
        Invitation = registration.OptionalBoolean("invitation") ?? defaults.Invitation,
        Captcha = registration.OptionalBoolean("captcha") ?? defaults.Captcha,
        Activation = registration.OptionalBoolean("activation") ?? defaults.Activation,
    };

    private static PoolLifetimes ReadLifetimes(JsonMember lifetimes) => new()
    {
        SessionSeconds = lifetimes.Number("sessionSeconds"),
        InvitationSeconds = lifetimes.Number("invitationSeconds"),
        ActivationCodeSeconds = lifetimes.Number("activationCodeSeconds"),
        RecoveryCodeSeconds = lifetimes.Number("recoveryCodeSeconds"),
        SignUpSeconds = lifetimes.Number("signUpSeconds"),
    };

    private static PoolLimits ReadLimits(JsonMember limits) => new()
    {
        CostlyCallsPerMinute = limits.Number("costlyCallsPerMinute"),
        SignInsPerIdentifierAndAddress = limits.Number("signInsPerIdentifierAndAddress"),
        CodesPerIdentifier = limits.Number("codesPerIdentifier"),
        PasswordsPerIdentifier = limits.Number("passwordsPerIdentifier"),
        MailsPerIdentifier = limits.Number("mailsPerIdentifier"),
    };

    private static AndroidApp[] ReadAndroidApps(JsonMember body) =>
    [
        .. body.Objects("androidApps").Select(app => new AndroidApp
        {
            PackageName = app.RequiredString("packageName"),
            Sha256CertFingerprints = app.OptionalStrings("sha256CertFingerprints"),
        }),
    ];
}
