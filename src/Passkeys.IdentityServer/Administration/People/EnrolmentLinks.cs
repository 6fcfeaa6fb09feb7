using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Makes links to a new passkey: a code that works once, its row in the transaction of the act that it belongs to, and a mail after that.</summary>
internal sealed class EnrolmentLinks(ActsOnPeople acts, OneTimeCodes codes, Post post)
{
    /// <summary>What the person is told of a link, or null for nothing.</summary>
    public delegate Letter? Telling(PoolUser user, NewCode code, string? linkToMail);

    /// <summary>An invitation.</summary>
    public Telling Invitation { get; } = (_, code, link) => Letter.Invitation(code.Text, link, code.Row.ExpiresAt);

    /// <summary>The link of somebody who lost every way to sign in.</summary>
    public Telling ReEnrolment { get; } = (_, code, link) => Letter.ReEnrolment(code.Text, link, code.Row.ExpiresAt);

    /// <summary>That there is a link, without it: whoever has an account must know that somebody else was given a way into it.</summary>
    public Telling Notice { get; } = (user, _, _) => user.Status is UserStatus.Active ? Letter.EnrolmentLinkMade : null;

    /// <summary>Makes a link, unless the act refuses.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="userId">The person.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="origin">This host's origin, as the administrator addressed it.</param>
    /// <param name="who">The administrator.</param>
    /// <param name="act">What else is done in the transaction, or why none of it is.</param>
    /// <param name="tell">What the person is told.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ActOutcome<EnrolmentLink>> GiveAsync(
        Pool pool, string userId, TimeSpan lifetime, string origin, Administrator who, Func<PoolUser, Task<ActRefusal?>> act, Telling tell, CancellationToken ct)
    {
        // Before the transaction: the first code makes the key of the hash.
        var code = await codes.CreateForLinkAsync(pool.Id, MailKind.Invitation, userId, lifetime, ct);
        var outcome = await acts.RunAsync(pool, userId, who, async user =>
        {
            if (await act(user) is { } refusal)
                return ActOutcome.Refused<PoolUser>(refusal);
            if (user.Status is UserStatus.Suspended)
                return ActOutcome.Refused<PoolUser>(ActRefusal.Suspended);
            await codes.AddAsync(code, ct);
            return ActOutcome.Done(user);
        }, ct);
        if (outcome.Value is not { } given)
            return ActOutcome.Refused<EnrolmentLink>(outcome.Refusal!.Value);

        // In the pool's language: the administrator's says nothing about the person.
        if (tell(given, code, AccountLinks.EnrolByMail(pool, origin, code.Text)) is { } letter)
            await post.SendAsync(pool, given, letter, languages: [], ct);
        return ActOutcome.Done(new EnrolmentLink(code.Text, AccountLinks.Enrol(pool, origin, code.Text), code.Row.ExpiresAt));
    }
}
