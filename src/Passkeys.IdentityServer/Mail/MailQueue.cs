using System.Net.Mail;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Mail;

/// <summary>
/// Sends by SMTP in the background, so that no answer takes as long as a mail server does, or fails with it. A message is tried three times.
/// What a process has not sent when it ends is lost: every code can be asked for again.
/// </summary>
internal sealed partial class MailQueue(SmtpMail smtp, IOptions<MailOptions> options, TimeProvider time, ILogger<MailQueue> logger) : BackgroundService, IMailSender
{
    private const int Capacity = 1000;
    private const int Senders = 4;
    private const int Attempts = 3;
    private const int Growth = 6;

    private readonly Channel<MailMessage> _waiting = Channel.CreateBounded<MailMessage>(Capacity);

    public Task SendAsync(MailMessage message, CancellationToken ct)
    {
        if (!_waiting.Writer.TryWrite(message))
            LogFull(message.Kind);
        return Task.CompletedTask;
    }

    // What is waiting is still sent, as long as the host lets it.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } running)
            await Task.WhenAny(running, Task.Delay(Timeout.Infinite, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAllAsync(stoppingToken)));

    private async Task SendAllAsync(CancellationToken stopping)
    {
        await foreach (var message in _waiting.Reader.ReadAllAsync(stopping))
            await SendWithPatienceAsync(message, stopping);
    }

    private async Task SendWithPatienceAsync(MailMessage message, CancellationToken stopping)
    {
        var wait = options.Value.RetryAfter;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await TrySendAsync(message, attempt, stopping) || attempt == Attempts)
                return;
            await Task.Delay(wait, time, stopping);
            wait *= Growth;
        }
    }

#pragma warning disable CA1031 // One message that cannot be sent, for whatever reason, must not keep the others.
    private async Task<bool> TrySendAsync(MailMessage message, int attempt, CancellationToken stopping)
    {
        try
        {
            await smtp.SendAsync(message, stopping);
            return true;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // The text of a server's answer may hold the address.
            var status = failure is SmtpException { StatusCode: var code } ? code.ToString() : "-";
            LogFailed(message.Kind, attempt, failure.GetType().Name, status);
            return false;
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(2301, LogLevel.Warning, "A mail ({Kind}) could not be sent, attempt {Attempt}: {Failure}, status {Status}")]
    private partial void LogFailed(string kind, int attempt, string failure, string status);

    [LoggerMessage(2302, LogLevel.Error, "A mail ({Kind}) was dropped: too many are waiting to be sent")]
    private partial void LogFull(string kind);
}
