using System.Net.Mail;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Mail;

/// <summary>
/// Sends by SMTP in the background, so that no answer takes as long as a mail server does, or fails with it. A message is tried three times, unless the server
/// refused it for good; one that has to wait keeps no other waiting.
/// What a process has not sent when it ends is lost: every code can be asked for again.
/// </summary>
internal sealed partial class MailQueue(SmtpMail smtp, IOptions<MailOptions> options, TimeProvider time, ILogger<MailQueue> logger) : BackgroundService, IMailSender
{
    private const int Capacity = 1000;
    private const int Senders = 4;
    private const int Attempts = 3;
    private const int Growth = 6;

    // RFC 5321 §4.2.1: from here on a refusal is for good.
    private const SmtpStatusCode ForGood = (SmtpStatusCode)500;

    private readonly Channel<(MailMessage Message, int Attempt)> _waiting = Channel.CreateBounded<(MailMessage, int)>(Capacity);
    private int _putOff;

    public Task SendAsync(MailMessage message, CancellationToken ct)
    {
        Enqueue(message, attempt: 1);
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

    private void Enqueue(MailMessage message, int attempt)
    {
        if (!_waiting.Writer.TryWrite((message, attempt)))
            LogFull(message.Kind);
    }

    private async Task SendAllAsync(CancellationToken stopping)
    {
        await foreach (var (message, attempt) in _waiting.Reader.ReadAllAsync(stopping))
        {
            if (!await TrySendAsync(message, attempt, stopping) && attempt < Attempts)
                PutOff(message, attempt, stopping);
        }
    }

    // In nobody's hands: a stranger who has mail sent to addresses that no server takes must not keep the senders from everybody else's.
    private void PutOff(MailMessage message, int attempt, CancellationToken stopping)
    {
        if (Interlocked.Increment(ref _putOff) <= Capacity)
        {
            _ = SendLaterAsync(message, attempt, stopping);
            return;
        }
        Interlocked.Decrement(ref _putOff);
        LogFull(message.Kind);
    }

    private async Task SendLaterAsync(MailMessage message, int attempt, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(options.Value.RetryAfter * Math.Pow(Growth, attempt - 1), time, stopping);
            Enqueue(message, attempt + 1);
        }
        catch (OperationCanceledException)
        {
            // The host ends, and what was not sent is lost.
        }
        finally
        {
            Interlocked.Decrement(ref _putOff);
        }
    }

#pragma warning disable CA1031 // One message that cannot be sent, for whatever reason, must not keep the others.
    // True when there is nothing more to try.
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
            return failure is FormatException or SmtpException { StatusCode: >= ForGood };
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(2301, LogLevel.Warning, "A mail ({Kind}) could not be sent, attempt {Attempt}: {Failure}, status {Status}")]
    private partial void LogFailed(string kind, int attempt, string failure, string status);

    [LoggerMessage(2302, LogLevel.Error, "A mail ({Kind}) was dropped: too many are waiting to be sent")]
    private partial void LogFull(string kind);
}
