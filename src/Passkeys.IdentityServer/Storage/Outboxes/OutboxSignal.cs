using System.Threading.Channels;

namespace Passkeys.IdentityServer.Storage.Outboxes;

/// <summary>Wakes this node's delivery when there is something to deliver. Other nodes find it by themselves, should this one be gone.</summary>
public abstract class OutboxSignal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Says that there is something. Any number of times counts as once.</summary>
    public void Raise() => _raised.Writer.TryWrite(true);

    internal async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var enough = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, enough.Token);
        try
        {
            await _raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nothing was raised: time to look anyway.
        }
    }
}
