using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Mail;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Completes a sign-up or an enrolment: the account and its passkey in one transaction, then the mail that belongs to it.</summary>
internal sealed class CompleteSignUp(CompleteRegistration registration, NewAccount newAccount, EnrolAccount enrolAccount, OwnerNotice notice, IMailSender mail)
{
    public async Task<RegistrationOutcome> ExecuteAsync(RegistrationAttempt attempt, RegistrationAuthority.NewAccount authority, CancellationToken ct)
    {
        string? code = null;
        var outcome = await registration.ExecuteAsync(
            attempt,
            async passkey =>
            {
                (var stored, code) = await newAccount.SaveAsync(attempt, authority.Ticket, passkey, ct);
                return stored;
            },
            ct);
        switch (outcome)
        {
            case RegistrationOutcome.Added { User.Email: { } address } when code is not null:
                await mail.SendAsync(Letters.Activation(attempt.Pool, address, code), ct);
                break;
            case RegistrationOutcome.Concealed concealed:
                await notice.SendIfOwnedAsync(attempt.Pool.Id, concealed.Pretended.UserName!, before: DateTimeOffset.MaxValue, ct);
                break;
        }
        return outcome;
    }

    public Task<RegistrationOutcome> ExecuteAsync(RegistrationAttempt attempt, RegistrationAuthority.ProvenAccount authority, CancellationToken ct) =>
        registration.ExecuteAsync(attempt, passkey => enrolAccount.SaveAsync(attempt, authority, passkey, ct), ct);
}
