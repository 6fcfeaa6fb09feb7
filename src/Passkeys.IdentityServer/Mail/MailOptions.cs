namespace Passkeys.IdentityServer.Mail;

/// <summary>Where mail goes. Section <c>Mail</c> of the configuration. With a <see cref="Host"/> by SMTP (RFC 5321), else into a folder.</summary>
public sealed class MailOptions
{
    /// <summary>The folder for one JSON file a message, where there is no <see cref="Host"/>. Default <c>App_Data/mail</c> under the content root.</summary>
    public string? PickupDirectory { get; set; }

    /// <summary>The SMTP server's name or address. Default null: mail goes into the folder.</summary>
    public string? Host { get; set; }

    /// <summary>The SMTP server's port, 1 to 65535. Default 587, message submission (RFC 6409).</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is encrypted. Default <see cref="MailSecurity.StartTls"/>. Implicit TLS (port 465) is not there: the framework's client has only STARTTLS.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The user name at the server. Default null: none is sent.</summary>
    public string? UserName { get; set; }

    /// <summary>The password at the server; goes with <see cref="UserName"/>. Default null.</summary>
    public string? Password { get; set; }

    /// <summary>The sender, such as <c>Example &lt;no-reply@example.com&gt;</c>. Required with a <see cref="Host"/>.</summary>
    public string? From { get; set; }

    /// <summary>How long one attempt to send a message may take. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before a message that the server did not take is tried again; twice at most, the second time six times as long. Default 10 seconds.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS (RFC 3207): nothing is sent where the server does not offer it, or has no certificate for its name.</summary>
    StartTls,

    /// <summary>Not at all, for a server on this machine or in a network of one's own.</summary>
    None,
}
