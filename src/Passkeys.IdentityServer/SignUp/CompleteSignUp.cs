using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Completes a sign-up or an enrolment: the account and its passkey in one transaction, then the mail that belongs to it.</summary>
internal sealed class CompleteSignUp(
    CompleteRegistration registration, NewAccount newAccount, EnrolAccount enrolAccount, SignUpMail signUpMail, Post post, ILookupNormalizer normalizer, TimeProvider time)
{
    public async Task<RegistrationOutcome> ExecuteAsync(RegistrationAttempt attempt, RegistrationAuthority.NewAccount authority, CancellationToken ct)
    {
        (Newcomer Who, NewAccountOutcome What)? saved = null;
        var outcome = await registration.ExecuteAsync(
            attempt,
            async passkey =>
            {
                var newcomer = Describe(attempt, authority.Ticket, passkey);
                saved = (newcomer, await newAccount.SaveAsync(newcomer, ct));
                return Translate(saved.Value.What, newcomer.User, passkey);
            },
            ct);
        if (saved is var (who, what))
            await signUpMail.SendAsync(who, what, ct);
        return outcome;
    }

    public async Task<RegistrationOutcome> ExecuteAsync(RegistrationAttempt attempt, RegistrationAuthority.ProvenAccount authority, CancellationToken ct)
    {
        var outcome = await registration.ExecuteAsync(attempt, passkey => enrolAccount.SaveAsync(attempt, authority, passkey, ct), ct);
        if (outcome is RegistrationOutcome.Added added && NoticeOf(authority) is { } notice)
        {
            await post.SendAsync(attempt.Pool, added.User, notice, attempt.Caller.Languages, ct);
            if (attempt.RemoveOthers && authority.User.PasswordHash is not null)
                await post.SendAsync(attempt.Pool, added.User, Letter.PasswordRemoved, attempt.Caller.Languages, ct);
        }
        return outcome;
    }

    private Newcomer Describe(RegistrationAttempt attempt, SignUpTicket ticket, Passkey passkey)
    {
        var ceremony = attempt.Ceremony;
        var user = NewPoolUser.Create(attempt.Pool.Id, ceremony.UserId!, ceremony.UserHandle!, ticket.Identifier, ticket.DisplayName, normalizer, time);
        return new Newcomer(attempt.Pool, ticket, user, passkey, attempt.Caller);
    }

    private static RegistrationOutcome Translate(NewAccountOutcome outcome, PoolUser user, Passkey passkey) => outcome switch
    {
        NewAccountOutcome.Saved => new RegistrationOutcome.Added(user, passkey, [passkey]),
        NewAccountOutcome.Concealed concealed => new RegistrationOutcome.Concealed(user, passkey, concealed.OwnerId),
        NewAccountOutcome.Duplicate => new RegistrationOutcome.Duplicate(),
        _ => new RegistrationOutcome.Refused(RefusalReason.SignUpUnusable),
    };

    // An invited person has just made the account their own; who had one before has to know.
    private static Letter? NoticeOf(RegistrationAuthority.ProvenAccount authority) => authority.Ticket.Proof switch
    {
        ProofKind.Recovery => Letter.Recovered,
        ProofKind.Device => Letter.DeviceAdded,
        _ => null,
    };
}
