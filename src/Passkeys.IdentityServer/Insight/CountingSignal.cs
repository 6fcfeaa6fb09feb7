using System.Threading.Channels;

namespace Passkeys.IdentityServer.Insight;

/// <summary>Wakes whoever writes counts. Any number of times counts as once.</summary>
internal sealed class CountingSignal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Raise() => _raised.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct) => await _raised.Reader.ReadAsync(ct);
}
