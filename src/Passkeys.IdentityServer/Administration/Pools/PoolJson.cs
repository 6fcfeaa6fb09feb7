using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>A pool as administrators see it: the members of the API, of a file, and of the history.</summary>
internal sealed record PoolJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    public required string RpId { get; init; }

    public required string RpName { get; init; }

    public required IReadOnlyList<string> Origins { get; init; }

    public required IReadOnlyList<string> RelatedOrigins { get; init; }

    public required IReadOnlyList<string> TopOrigins { get; init; }

    public required IReadOnlyList<string> FormerRpIds { get; init; }

    public required IReadOnlyList<AndroidApp> AndroidApps { get; init; }

    public required IReadOnlyList<string> AppleApps { get; init; }

    public required string UserVerification { get; init; }

    public required string ResidentKey { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? Attachment { get; init; }

    public required IReadOnlyList<string> Hints { get; init; }

    public required string Attestation { get; init; }

    public required bool RequireVerifiedAttestation { get; init; }

    public required IReadOnlyList<int> Algorithms { get; init; }

    public required int CeremonyLifetimeSeconds { get; init; }

    public required IReadOnlyList<Guid> AllowedAaguids { get; init; }

    public required IReadOnlyList<Guid> DeniedAaguids { get; init; }

    public required string SyncedPasskeys { get; init; }

    public required string CounterPolicy { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    public required string SecondFactor { get; init; }

    public required RegistrationPolicy Registration { get; init; }

    public required int MaxPasskeysPerUser { get; init; }

    public required IReadOnlyDictionary<string, string> Branding { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public required IReadOnlyDictionary<string, int> Lifetimes { get; init; }

    public required IReadOnlyDictionary<string, int> Limits { get; init; }

    public required IReadOnlyDictionary<string, string> Mail { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required int? AuditRetentionDays { get; init; }

    /// <summary>Not in a file: it is the pool's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }

    public static PoolJson Of(Pool pool) => Of(PoolDraft.Of(pool)) with { CreatedAt = pool.CreatedAt };

    public static PoolJson Of(PoolDraft pool)
    {
        var policy = pool.Policy;
        return new PoolJson
        {
            Id = pool.Id.Value,
            Name = pool.Name,
            Enabled = pool.Enabled,
            RpId = pool.RpId,
            RpName = policy.RpName ?? pool.Name,
            Origins = policy.Origins,
            RelatedOrigins = policy.RelatedOrigins,
            TopOrigins = policy.TopOrigins,
            FormerRpIds = policy.FormerRpIds,
            AndroidApps = policy.AndroidApps,
            AppleApps = policy.AppleApps,
            UserVerification = policy.UserVerification,
            ResidentKey = policy.ResidentKey,
            Attachment = policy.Attachment,
            Hints = policy.Hints,
            Attestation = policy.Attestation,
            RequireVerifiedAttestation = policy.RequireVerifiedAttestation,
            Algorithms = policy.Algorithms,
            CeremonyLifetimeSeconds = policy.CeremonyLifetimeSeconds,
            AllowedAaguids = policy.AllowedAaguids,
            DeniedAaguids = policy.DeniedAaguids,
            SyncedPasskeys = policy.SyncedPasskeysAllowed ? PoolWords.Allowed : PoolWords.Denied,
            CounterPolicy = policy.CounterPolicy is IdentityServer.Pools.CounterPolicy.Refuse ? PoolWords.Refuse : PoolWords.Flag,
            Methods = policy.Methods,
            SecondFactor = policy.SecondFactor,
            Registration = policy.Registration,
            MaxPasskeysPerUser = policy.MaxPasskeysPerUser,
            Branding = Said(("logo", policy.Branding.Logo), ("accent", policy.Branding.Accent)),
            Languages = policy.Languages,
            Lifetimes = Set(
                ("sessionSeconds", policy.Lifetimes.SessionSeconds),
                ("invitationSeconds", policy.Lifetimes.InvitationSeconds),
                ("activationCodeSeconds", policy.Lifetimes.ActivationCodeSeconds),
                ("recoveryCodeSeconds", policy.Lifetimes.RecoveryCodeSeconds),
                ("signUpSeconds", policy.Lifetimes.SignUpSeconds)),
            Limits = Set(
                ("costlyCallsPerMinute", policy.Limits.CostlyCallsPerMinute),
                ("signInsPerIdentifierAndAddress", policy.Limits.SignInsPerIdentifierAndAddress),
                ("codesPerIdentifier", policy.Limits.CodesPerIdentifier),
                ("passwordsPerIdentifier", policy.Limits.PasswordsPerIdentifier),
                ("mailsPerIdentifier", policy.Limits.MailsPerIdentifier)),
            Mail = Said(("senderName", policy.Mail.SenderName), ("replyTo", policy.Mail.ReplyTo)),
            AuditRetentionDays = policy.AuditRetentionDays,
        };
    }

    private static Dictionary<string, string> Said(params (string Name, string? Value)[] members) =>
        members.Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value!, StringComparer.Ordinal);

    private static Dictionary<string, int> Set(params (string Name, int? Value)[] members) =>
        members.Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value!.Value, StringComparer.Ordinal);
}

/// <summary>Words of the JSON that a policy has no words for.</summary>
internal static class PoolWords
{
    public const string Allowed = "allowed";
    public const string Denied = "denied";
    public const string Flag = "flag";
    public const string Refuse = "refuse";
}
