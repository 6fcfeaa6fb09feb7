using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Mail;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>Whether mail leaves. Nothing is sent. Which server it is stays the host's to know.</summary>
internal sealed class MailCheck(IMailSender sender, IOptions<MailOptions> options, IHostEnvironment environment) : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return sender switch
        {
            PickupDirectoryMail when environment.IsDevelopment() => Finding(FindingLevel.Good, "Mail goes into a folder: this is Development."),
            PickupDirectoryMail => Finding(FindingLevel.Advice, "Mail goes into a folder, from where another program has to send it. Set Mail:Host and Mail:From in the host's configuration to send by SMTP."),
            MailQueue when await examination.Outside.ListensAsync(options.Value.Host!, options.Value.Port, ct) => Finding(FindingLevel.Good, "The mail server takes connections."),
            MailQueue => Finding(FindingLevel.Wrong, "The mail server cannot be reached: no code, no invitation and no notice arrives. See to Mail:Host and Mail:Port in the host's configuration, and to the network."),
            _ => Finding(FindingLevel.Good, "The host sends mail by means of its own."),
        };
    }

    private static PoolFinding Finding(FindingLevel level, string message) => new(PoolChecks.Mail, level, "mail", message);
}
