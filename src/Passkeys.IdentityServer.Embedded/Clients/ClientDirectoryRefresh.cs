using Microsoft.Extensions.Hosting;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>Keeps this node's <see cref="ClientDirectory"/> as the other nodes have left it.</summary>
internal sealed class ClientDirectoryRefresh(ClientDirectory clients, TimeProvider time) : BackgroundService
{
    /// <summary>How late a node may be.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    // Before the host answers its first call.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await clients.TryRefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await clients.TryRefreshAsync(stoppingToken);
    }
}
