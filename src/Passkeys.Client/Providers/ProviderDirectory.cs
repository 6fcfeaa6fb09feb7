using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Passkeys.Client.Providers;

/// <summary>The providers of this application, usually one: whoever asks for the same shares its keys.</summary>
internal sealed class ProviderDirectory(IHttpClientFactory clients, TimeProvider time, ClientMetrics metrics, ILogger<Provider> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, Provider> _providers = new(StringComparer.Ordinal);

    public Provider Get(string authority) => _providers.GetOrAdd(authority.TrimEnd('/'), issuer => new Provider(issuer, clients, time, metrics, logger));

    public void Dispose()
    {
        foreach (var provider in _providers.Values)
            provider.Dispose();
    }
}
