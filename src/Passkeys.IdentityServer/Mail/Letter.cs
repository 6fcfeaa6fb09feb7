namespace Passkeys.IdentityServer.Mail;

/// <summary>A letter before it is put into words: what it is, and what it carries. The words are in <c>Letters.resx</c>, by <see cref="Name"/>.</summary>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Name">The first part of the keys of its words.</param>
internal sealed record Letter(string Kind, string Name)
{
    /// <summary>Someone tried to sign up with an address that has an account.</summary>
    public static Letter AlreadyHasAccount { get; } = new(MailKind.Notice, "AlreadyHasAccount");

    /// <summary>A recovery ended in a new passkey.</summary>
    public static Letter Recovered { get; } = new(MailKind.Notice, "Recovered");

    /// <summary>A passkey was added by a code from another device.</summary>
    public static Letter DeviceAdded { get; } = new(MailKind.Notice, "DeviceAdded");

    /// <summary>The password was set or changed.</summary>
    public static Letter PasswordChanged { get; } = new(MailKind.Notice, "PasswordChanged");

    /// <summary>The password was removed.</summary>
    public static Letter PasswordRemoved { get; } = new(MailKind.Notice, "PasswordRemoved");

    /// <summary>An administrator suspended the account.</summary>
    public static Letter AccountSuspended { get; } = new(MailKind.Notice, "AccountSuspended");

    /// <summary>An administrator made the account active.</summary>
    public static Letter AccountReactivated { get; } = new(MailKind.Notice, "AccountReactivated");

    /// <summary>An administrator removed the account.</summary>
    public static Letter AccountRemoved { get; } = new(MailKind.Notice, "AccountRemoved");

    /// <summary>An administrator gave the account another identifier; to the former address.</summary>
    public static Letter IdentifierChanged { get; } = new(MailKind.Notice, "IdentifierChanged");

    /// <summary>An administrator removed a passkey.</summary>
    public static Letter PasskeyRemoved { get; } = new(MailKind.Notice, "PasskeyRemoved");

    /// <summary>An administrator ended sessions.</summary>
    public static Letter SessionsEnded { get; } = new(MailKind.Notice, "SessionsEnded");

    /// <summary>An administrator made a link to a new passkey, and has it.</summary>
    public static Letter EnrolmentLinkMade { get; } = new(MailKind.Notice, "EnrolmentLinkMade");

    /// <summary>An administrator gave the account a role, or withdrew one.</summary>
    public static Letter RolesChanged { get; } = new(MailKind.Notice, "RolesChanged");

    /// <summary>An administrator's file brought a passkey to the account.</summary>
    public static Letter PasskeyImported { get; } = new(MailKind.Notice, "PasskeyImported");

    public string? Code { get; init; }

    public string? Link { get; init; }

    /// <summary>Until when code and link are good, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public static Letter Activation(string code, string? link, DateTimeOffset expiresAt) => new(MailKind.Activation, "Activation") { Code = code, Link = link, ExpiresAt = expiresAt };

    public static Letter Recovery(string code, string? link, DateTimeOffset expiresAt) => new(MailKind.Recovery, "Recovery") { Code = code, Link = link, ExpiresAt = expiresAt };

    public static Letter Invitation(string code, string? link, DateTimeOffset expiresAt) => new(MailKind.Invitation, "Invitation") { Code = code, Link = link, ExpiresAt = expiresAt };

    public static Letter ReEnrolment(string code, string? link, DateTimeOffset expiresAt) => new(MailKind.Invitation, "ReEnrolment") { Code = code, Link = link, ExpiresAt = expiresAt };
}
