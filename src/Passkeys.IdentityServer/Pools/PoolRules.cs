using System.Globalization;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>
/// What a pool that is saved must hold to. Every way of saving one goes through here (<see cref="PoolRulesInterceptor"/>); a pool that was stored
/// under another configuration is refused at its ceremonies instead.
/// </summary>
/// <param name="verifier">What the host's verifier can do.</param>
public sealed class PoolRules(IVerifierAbilities verifier)
{
    private const int MaxLifetimeSeconds = 3600;

    private static readonly string[] Requirements = [Requirement.Required, Requirement.Preferred, Requirement.Discouraged];
    private static readonly string[] Attachments = ["platform", "cross-platform"];
    private static readonly string[] Hints = ["security-key", "client-device", "hybrid"];
    private static readonly string[] Methods = [SignInMethod.Passkey, SignInMethod.Password];
    private static readonly string[] SecondFactorWords = [SecondFactors.None, SecondFactors.Passkey];
    private static readonly string[] Conveyances = [AttestationConveyance.None, AttestationConveyance.Indirect, AttestationConveyance.Direct, AttestationConveyance.Enterprise];

    /// <summary>Passes over a pool that may be saved.</summary>
    /// <param name="pool">The pool as it would be saved.</param>
    /// <exception cref="InvalidMemberException">It may not; the message names the member, such as <c>policy.attestation</c>, and what is expected of it.</exception>
    public void Check(Pool pool)
    {
        CheckWords(pool.Policy);
        CheckNumbers(pool.Policy);
        CheckBranding(pool.Policy.Branding);
        OwnNumberRules.Check(pool.Policy);
        MailRules.Check(pool.Policy.Mail);
        LanguageRules.Check(pool.Policy.Languages);
        CheckConveyance(pool.Policy);
        RelyingPartyRules.Check(pool);
        MobileApps.Check(pool.Policy);

        // A disabled pool has no ceremonies; it must stay possible to disable one that the verifier at hand is not enough for.
        if (pool.Enabled && FindUnmet(pool.Policy) is { } unmet)
            throw unmet;
    }

    /// <summary>What a policy asks for and the verifier at hand cannot do, or null.</summary>
    internal InvalidMemberException? FindUnmet(PoolPolicy policy)
    {
        if (policy.RequireVerifiedAttestation && !verifier.VerifiesAttestation)
        {
            return new InvalidMemberException(
                "policy.requireVerifiedAttestation",
                "false is expected: the verifier of this host has nothing to verify attestation against. The Fido2 verifier does, with FIDO metadata or trust anchors.");
        }
        var beyond = policy.Algorithms.Except(verifier.Algorithms).ToList();
        return beyond.Count == 0 ? null : new InvalidMemberException(
            "policy.algorithms", $"{List(beyond)} cannot be verified here; some of {List(verifier.Algorithms)} are expected, or none at all for all of them.");
    }

    private static void CheckWords(PoolPolicy policy)
    {
        OneOf("policy.userVerification", policy.UserVerification, Requirements);
        OneOf("policy.residentKey", policy.ResidentKey, Requirements);
        OneOf("policy.attestation", policy.Attestation, Conveyances);
        if (policy.Attachment is { } attachment)
            OneOf("policy.attachment", attachment, Attachments);
        foreach (var hint in policy.Hints)
            OneOf("policy.hints", hint, Hints);
        CheckMethods(policy);
    }

    private static void CheckMethods(PoolPolicy policy)
    {
        foreach (var method in policy.Methods)
            OneOf("policy.methods", method, Methods);
        if (!policy.Methods.Contains(SignInMethod.Passkey, StringComparer.Ordinal))
            throw new InvalidMemberException("policy.methods", "passkey is expected among them: people sign in with passkeys in every pool.");
        OneOf("policy.secondFactor", policy.SecondFactor, SecondFactorWords);
        if (policy.SecondFactor != SecondFactors.None && !policy.HasPasswords)
            throw new InvalidMemberException("policy.secondFactor", "\"none\" is expected where policy.methods has no password: there is no first factor that it would follow.");
    }

    private static void CheckNumbers(PoolPolicy policy)
    {
        if (policy.CeremonyLifetimeSeconds is < 1 or > MaxLifetimeSeconds)
            throw new InvalidMemberException("policy.ceremonyLifetimeSeconds", $"1 to {MaxLifetimeSeconds} are expected.");
        if (policy.MaxPasskeysPerUser < 1)
            throw new InvalidMemberException("policy.maxPasskeysPerUser", "1 or more is expected.");
    }

    private static void CheckBranding(Branding branding)
    {
        if (branding.Logo is { } logo && !BrandingRules.IsLogo(logo))
        {
            throw new InvalidMemberException(
                "policy.branding.logo", $"a PNG, WebP or SVG image inside a data: address, or a path of this host, of at most {BrandingRules.MaxLogoLength} characters, is expected.");
        }
        if (branding.Accent is { } accent && !BrandingRules.IsAccent(accent))
            throw new InvalidMemberException("policy.branding.accent", "#rrggbb is expected.");
    }

    // WebAuthn L3 §5.4.7: with none and indirect the client may take away, or make up, what would have to be verified.
    private static void CheckConveyance(PoolPolicy policy)
    {
        if (policy is { RequireVerifiedAttestation: true, Attestation: not (AttestationConveyance.Direct or AttestationConveyance.Enterprise) })
            throw new InvalidMemberException("policy.attestation", "\"direct\" or \"enterprise\" is expected where policy.requireVerifiedAttestation is true.");
    }

    private static void OneOf(string member, string value, string[] allowed)
    {
        if (!allowed.Contains(value, StringComparer.Ordinal))
            throw new InvalidMemberException(member, $"one of {string.Join(", ", allowed)} is expected.");
    }

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
