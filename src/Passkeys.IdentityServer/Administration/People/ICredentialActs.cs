using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>A link by which a person enrols a passkey. It is a secret, works once, and is shown to nobody but whoever made it.</summary>
/// <param name="Code">The code by itself.</param>
/// <param name="Link">The link with the code in its fragment.</param>
/// <param name="ExpiresAt">Until when it is good (UTC).</param>
public sealed record EnrolmentLink(string Code, string Link, DateTimeOffset ExpiresAt);

/// <summary>
/// What administrators do to how a person signs in. Each act is audited in its transaction and mailed to the person. Of the links that a person has been given, the newest works.
/// </summary>
public interface ICredentialActs
{
    /// <summary>Removes a passkey, and ends what came from it; the last one only where that is confirmed.</summary>
    Task<ActOutcome<string>> RemovePasskeyAsync(Pool pool, string userId, string passkeyId, bool lastConfirmed, Administrator who, CancellationToken ct);

    /// <summary>Removes all passkeys of a person, and ends all sessions; says how many passkeys.</summary>
    Task<ActOutcome<int>> RemovePasskeysAsync(Pool pool, string userId, Administrator who, CancellationToken ct);

    /// <summary>Ends one session, with what stands on it.</summary>
    Task<ActOutcome<string>> EndSessionAsync(Pool pool, string userId, string sessionId, Administrator who, CancellationToken ct);

    /// <summary>Ends all sessions, with what stands on them; says how many.</summary>
    Task<ActOutcome<int>> EndSessionsAsync(Pool pool, string userId, Administrator who, CancellationToken ct);

    /// <summary>Invites a person: the link goes to them by mail as well.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="userId">The person.</param>
    /// <param name="origin">This host's origin, as the administrator addressed it.</param>
    /// <param name="who">The administrator.</param>
    /// <param name="ct">Cancels.</param>
    Task<ActOutcome<EnrolmentLink>> InviteAsync(Pool pool, string userId, string origin, Administrator who, CancellationToken ct);

    /// <summary>Removes all passkeys and the password, ends all sessions, and makes a link to a new passkey, which goes to the person by mail as well.</summary>
    Task<ActOutcome<EnrolmentLink>> ReEnrolAsync(Pool pool, string userId, string origin, Administrator who, CancellationToken ct);

    /// <summary>Makes a link for the administrator to hand over. The person is told of it by mail, without the link.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="userId">The person.</param>
    /// <param name="lifetime">How long it is good: <see cref="EnrolmentRules.Shortest"/> to <see cref="EnrolmentRules.Longest"/>.</param>
    /// <param name="origin">This host's origin, as the administrator addressed it.</param>
    /// <param name="who">The administrator.</param>
    /// <param name="ct">Cancels.</param>
    Task<ActOutcome<EnrolmentLink>> MakeLinkAsync(Pool pool, string userId, TimeSpan lifetime, string origin, Administrator who, CancellationToken ct);
}

/// <summary>How long links and requests for them are good.</summary>
public static class EnrolmentRules
{
    /// <summary>The shortest life of a link: 5 minutes.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>The usual life of a link: an hour.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    /// <summary>The longest life of a link: 7 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How long a request for a link can be approved: a day.</summary>
    public static readonly TimeSpan Approval = TimeSpan.FromDays(1);

    /// <summary>How long a reason may be, in characters.</summary>
    public const int LongestReason = 500;
}
