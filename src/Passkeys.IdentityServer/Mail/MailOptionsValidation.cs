using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Mail;

/// <summary>Refuses settings by which no mail could be sent, or a password would be, in clear, to another machine.</summary>
internal sealed class MailOptionsValidation : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var wrong = options.Host is null ? [] : Problems(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(MailOptions mail)
    {
        if (string.IsNullOrWhiteSpace(mail.Host))
            yield return "Mail:Host must name a server, or be left out.";
        if (!MailAddress.TryCreate(mail.From, out _))
            yield return "Mail:From must be an address, such as \"Example <no-reply@example.com>\".";
        if (mail.Port is < 1 or > 65535)
            yield return "Mail:Port must be 1 to 65535.";
        if (mail.UserName is null != mail.Password is null)
            yield return "Mail:UserName and Mail:Password go together.";
        if (mail is { Password: not null, Security: MailSecurity.None } && !IsHere(mail.Host!))
            yield return "Mail:Password would travel in clear: Mail:Security must be StartTls.";
        if (!Enum.IsDefined(mail.Security))
            yield return "Mail:Security must be StartTls or None.";
        if (mail.Timeout <= TimeSpan.Zero || mail.RetryAfter < TimeSpan.Zero)
            yield return "Mail:Timeout must be positive, Mail:RetryAfter not negative.";
    }

    private static bool IsHere(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
