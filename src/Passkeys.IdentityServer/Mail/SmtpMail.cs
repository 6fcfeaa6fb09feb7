using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Mail;

/// <summary>Sends one message by SMTP (RFC 5321), as text and as HTML.</summary>
internal sealed class SmtpMail(IOptions<MailOptions> options, TimeProvider time)
{
    public async Task SendAsync(MailMessage message, CancellationToken ct)
    {
        var mail = options.Value;
        using var letter = Compose(mail, message);
        using var client = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.Security is MailSecurity.StartTls, UseDefaultCredentials = false };
        if (mail.UserName is not null)
            client.Credentials = new NetworkCredential(mail.UserName, mail.Password);
        using var timeout = new CancellationTokenSource(mail.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        await client.SendMailAsync(letter, either.Token);
    }

    private static System.Net.Mail.MailMessage Compose(MailOptions mail, MailMessage message)
    {
        var letter = new System.Net.Mail.MailMessage
        {
            From = SenderOf(mail, message),
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = message.Text,
            BodyEncoding = Encoding.UTF8,
        };
        // One address: Add would take a list.
        letter.To.Add(new MailAddress(message.To));
        if (message.ReplyTo is { } replyTo)
            letter.ReplyToList.Add(new MailAddress(replyTo));
        letter.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(message.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        // RFC 3834 §5.1: answering machines leave it alone.
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        return letter;
    }

    // A pool names itself; in whose name it writes, by the address, stays the host's.
    private static MailAddress SenderOf(MailOptions mail, MailMessage message)
    {
        var configured = new MailAddress(mail.From!);
        return message.SenderName is { } name ? new MailAddress(configured.Address, name, Encoding.UTF8) : configured;
    }
}
