using Passkeys.IdentityServer.Mail;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>The mail at the end of a sign-up: a code for a new account, or a notice to the owner of one that is there.</summary>
internal sealed class SignUpMail(Post post, OwnerNotice notice)
{
    public Task SendAsync(Newcomer newcomer, NewAccountOutcome outcome, CancellationToken ct) => outcome switch
    {
        NewAccountOutcome.Saved { Code: { } code } => SendCodeAsync(newcomer, code, ct),
        NewAccountOutcome.Concealed => notice.SendIfOwnedAsync(newcomer.Pool, newcomer.Ticket.Identifier, before: DateTimeOffset.MaxValue, ct),
        _ => Task.CompletedTask,
    };

    private Task SendCodeAsync(Newcomer newcomer, NewCodeMail code, CancellationToken ct)
    {
        var (pool, caller, user) = (newcomer.Pool, newcomer.Caller, newcomer.User);
        var link = AccountLinks.Activate(pool, caller.HostOrigin, code.Text, user.UserName!);
        return post.SendAsync(pool, user, Letter.Activation(code.Text, link, code.ExpiresAt), caller.Languages, ct);
    }
}
