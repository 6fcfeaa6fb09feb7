using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>Reads the metadata at start, so that what cannot be used fails it, and looks for newer from time to time.</summary>
internal sealed class MetadataReload(MetadataStore metadata, TrustAnchors anchors, IOptions<Fido2VerifierOptions> options, TimeProvider time) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _ = metadata.Latest;
        _ = anchors.All;
        metadata.Reload();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.MetadataReloadInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            metadata.Reload();
    }
}
