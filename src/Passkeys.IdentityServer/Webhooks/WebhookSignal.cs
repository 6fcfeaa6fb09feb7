using System.Threading.Channels;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>Wakes this node's delivery when there is something to deliver. Other nodes find it by themselves, should this one be gone.</summary>
internal sealed class WebhookSignal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public Task RaiseAsync()
    {
        _raised.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    /// <summary>Waits until it is raised, or until it is time to look anyway.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var enough = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, enough.Token);
        try
        {
            await _raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return;
        }
    }
}
