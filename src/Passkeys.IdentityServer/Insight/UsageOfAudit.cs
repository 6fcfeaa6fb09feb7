using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>Counts what the audit knows of and ceremonies do not: refusals with their reasons, passwords, the host's own sign-ins, accounts made.</summary>
internal sealed class UsageOfAudit(IUsage usage) : IAuditObserver
{
    public Task ObserveAsync(AuditEntry entry)
    {
        if (entry.Pool is { } pool && CountOf(entry) is var (name, detail))
            usage.Count(pool, name, detail);
        return Task.CompletedTask;
    }

    private static (string Name, string Detail)? CountOf(AuditEntry entry) => entry.Outcome == AuditTrail.Success ? OfSuccess(entry) : OfRefusal(entry);

    // A sign-in with a passkey is counted by its ceremony, which knows how it began.
    private static (string, string)? OfSuccess(AuditEntry entry) => entry switch
    {
        { Event: AuditEvent.SignIn, PasskeyId: null } => (UsageName.SignIn, SignInWay.Password),
        { Event: AuditEvent.HostSignIn } => (UsageName.SignIn, SignInWay.Host),
        { Event: AuditEvent.SignUp } => (UsageName.SignUpFinished, entry.PasskeyId is null ? SignInMethod.Password : SignInMethod.Passkey),
        _ => null,
    };

    private static (string, string)? OfRefusal(AuditEntry entry) => entry switch
    {
        // The wrong password before a passkey was counted when it was tried.
        { Event: AuditEvent.SignIn, PasskeyId: not null, Reason: nameof(RefusalReason.PasswordWrong) } => null,
        { Event: AuditEvent.SignIn or AuditEvent.PasswordTried } => (UsageName.SignInRefused, entry.Reason ?? CountedDetails.Other),
        { Event: AuditEvent.PasskeyAdded or AuditEvent.SignUp } => (UsageName.RegistrationRefused, entry.Reason ?? CountedDetails.Other),
        _ => null,
    };
}
