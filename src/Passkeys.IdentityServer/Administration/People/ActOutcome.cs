namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Why an administrator's act was not done. Nothing has changed then.</summary>
public enum ActRefusal
{
    /// <summary>The pool has no such person, or the person no such thing.</summary>
    NotFound,

    /// <summary>The person holds roles that reach further than the administrator's own; or a role is not the administrator's to give.</summary>
    OutOfReach,

    /// <summary>An identifier has 1 to 256 characters, none of them a control character.</summary>
    InvalidIdentifier,

    /// <summary>A display name has at most 200 characters.</summary>
    InvalidDisplayName,

    /// <summary>Another person of the pool has the identifier.</summary>
    IdentifierTaken,

    /// <summary>Nobody would be left who administers the whole host.</summary>
    LastAdministrator,

    /// <summary>It is the person's last way to sign in, and that was not confirmed.</summary>
    LastCredential,

    /// <summary>The person is suspended: a link would lead nowhere.</summary>
    Suspended,

    /// <summary>The pool has no invitations.</summary>
    InvitationsDisabled,

    /// <summary>Somebody signed up for the account, and nobody knows yet whose it is: it gets no role.</summary>
    UnclaimedAccount,

    /// <summary>One of the roles is none, or names a pool that is not there.</summary>
    InvalidRole,

    /// <summary>Whoever asked for a link does not approve it.</summary>
    OwnRequest,

    /// <summary>Whoever gets a link does not approve it.</summary>
    OwnAccount,

    /// <summary>A client on its own is no second person.</summary>
    PersonRequired,

    /// <summary>Somebody has decided already.</summary>
    AlreadyDecided,

    /// <summary>It was not decided in time.</summary>
    RequestExpired,
}

/// <summary>What became of an administrator's act: what it gave, or why it was not done.</summary>
/// <param name="Value">What it gave; null when it was not done.</param>
/// <param name="Refusal">Why it was not done, or null.</param>
public sealed record ActOutcome<T>(T? Value, ActRefusal? Refusal);

/// <summary>Makes outcomes.</summary>
internal static class ActOutcome
{
    public static ActOutcome<T> Done<T>(T value) => new(value, null);

    public static ActOutcome<T> Refused<T>(ActRefusal why) => new(default, why);
}
