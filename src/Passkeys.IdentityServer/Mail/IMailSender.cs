namespace Passkeys.IdentityServer.Mail;

/// <summary>Sends mail.</summary>
public interface IMailSender
{
    /// <summary>Sends one message, or throws.</summary>
    Task SendAsync(MailMessage message, CancellationToken ct);
}

/// <summary>A message to a person.</summary>
public sealed record MailMessage
{
    /// <summary>The address.</summary>
    public required string To { get; init; }

    /// <summary>The name before the sender's address; null: the one that is configured.</summary>
    public string? SenderName { get; init; }

    /// <summary>The address that answers go to; null: the sender's.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The text, plain.</summary>
    public required string Text { get; init; }

    /// <summary>The text, HTML.</summary>
    public required string Html { get; init; }

    /// <summary>What it is, one of <see cref="MailKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The code it carries, or null.</summary>
    public string? Code { get; init; }

    /// <summary>The link it carries, or null. A code in it stands in the fragment, which browsers send to nobody.</summary>
    public string? Link { get; init; }
}

/// <summary>The kinds of mail.</summary>
public static class MailKind
{
    /// <summary>A code that activates an account.</summary>
    public const string Activation = "activation";

    /// <summary>A code that leads to a new passkey.</summary>
    public const string Recovery = "recovery";

    /// <summary>A link that leads to a first passkey.</summary>
    public const string Invitation = "invitation";

    /// <summary>A code from one device to another: shown there, never mailed.</summary>
    internal const string Device = "device";

    /// <summary>Something the owner of an account should know.</summary>
    public const string Notice = "notice";
}
