using Microsoft.Extensions.DependencyInjection;
using Passkeys.Testing.Hosting;

[assembly: AssemblyFixture(typeof(Passkeys.EngineContract.Hosting.ContractHost))]

namespace Passkeys.EngineContract.Hosting;

/// <summary>
/// The host that the contract is held against: the one at PASSKEYS_CONTRACT_BASE_ADDRESS, which must be in Development with
/// its seeds and the settings of contract.env, or else one that starts here as a process with a database of its own.
/// </summary>
public sealed class ContractHost : IHostUnderTest, IAsyncLifetime
{
    private readonly string? _address = Environment.GetEnvironmentVariable("PASSKEYS_CONTRACT_BASE_ADDRESS")?.TrimEnd('/');
    private readonly ServiceProvider _http;
    private HostProcess? _own;
    private Caller? _caller;
    private LogoutReceiver? _apps;

    public ContractHost()
    {
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(clients => clients
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan));
        services.AddHttpClient(nameof(Caller)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        _http = services.BuildServiceProvider();
    }

    public string Origin => _address ?? _own!.Origin;

    public Caller Caller => _caller!;

    // What the contract needs of the mail is in a folder, also where the host is elsewhere.
    public MailFolder Mail => _own?.Mail ?? new MailFolder(Environment.GetEnvironmentVariable("PASSKEYS_CONTRACT_MAIL") ?? Path.Combine(Path.GetTempPath(), "no-mail-here"));

    /// <summary>The applications of contract.env, as far as the host calls them.</summary>
    public LogoutReceiver Apps => _apps!;

    /// <summary>A client that keeps cookies, as a browser does, and follows no redirect.</summary>
    // A name of its own has a handler of its own, and so cookies of its own.
    public HttpClient NewCookieClient() => NewClient(Guid.CreateVersion7().ToString());

    public async ValueTask InitializeAsync()
    {
        _apps = await LogoutReceiver.StartAsync(_address is null ? 0 : new Uri(ContractClients.WrittenOrigin).Port);
        if (_address is null)
        {
            _own = new HostProcess(ContractClients.SettingsFor(_apps.Origin));
            await _own.StartAsync();
        }

        _caller = new Caller(NewClient(nameof(Caller)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
        if (_apps is not null)
            await _apps.DisposeAsync();
        await _http.DisposeAsync();
    }

    private HttpClient NewClient(string name)
    {
        var client = _http.GetRequiredService<IHttpClientFactory>().CreateClient(name);
        client.BaseAddress = new Uri(Origin);
        return client;
    }
}
