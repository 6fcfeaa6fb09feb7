using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>The bounds of what a pool may say instead of the host. Null is always possible: the host's holds.</summary>
internal static class OwnNumberRules
{
    private const int Minute = 60;
    private const int Day = 24 * 3600;
    private const int MostCalls = 1_000_000;
    private const int MostDays = 3650;

    public static void Check(PoolPolicy policy)
    {
        var (lifetimes, limits) = (policy.Lifetimes, policy.Limits);
        // RFC 6265bis §5.5: a browser keeps no cookie longer than 400 days.
        Within("lifetimes.sessionSeconds", lifetimes.SessionSeconds, Minute, 400 * Day);
        Within("lifetimes.invitationSeconds", lifetimes.InvitationSeconds, Minute, 30 * Day);
        Within("lifetimes.activationCodeSeconds", lifetimes.ActivationCodeSeconds, Minute, 30 * Day);
        Within("lifetimes.recoveryCodeSeconds", lifetimes.RecoveryCodeSeconds, Minute, Day);
        Within("lifetimes.signUpSeconds", lifetimes.SignUpSeconds, Minute, Day);
        Within("limits.costlyCallsPerMinute", limits.CostlyCallsPerMinute, 1, MostCalls);
        Within("limits.signInsPerIdentifierAndAddress", limits.SignInsPerIdentifierAndAddress, 1, MostCalls);
        Within("limits.codesPerIdentifier", limits.CodesPerIdentifier, 1, MostCalls);
        Within("limits.passwordsPerIdentifier", limits.PasswordsPerIdentifier, 1, MostCalls);
        Within("limits.mailsPerIdentifier", limits.MailsPerIdentifier, 1, MostCalls);
        Within("auditRetentionDays", policy.AuditRetentionDays, 1, MostDays);
    }

    private static void Within(string member, int? number, int least, int most)
    {
        if (number < least || number > most)
            throw new InvalidMemberException("policy." + member, $"{least} to {most} are expected, or null for what the host says.");
    }
}
