using Microsoft.Extensions.DependencyInjection;
using Passkeys.EngineContract;
using Passkeys.Testing.Hosting;

[assembly: AssemblyFixture(typeof(ContractHost))]

namespace Passkeys.EngineContract;

/// <summary>
/// The host that the contract is held against: the one at PASSKEYS_CONTRACT_BASE_ADDRESS, which must be in Development with
/// its seeds, or else one that starts here with a database of its own.
/// </summary>
public sealed class ContractHost : IHostUnderTest, IAsyncLifetime
{
    private const string Variable = "PASSKEYS_CONTRACT_BASE_ADDRESS";

    private readonly string? _address = Environment.GetEnvironmentVariable(Variable)?.TrimEnd('/');
    private HostFixture? _own;
    private ServiceProvider? _http;
    private Caller? _caller;

    public string Origin => _address ?? _own!.Origin;

    public Caller Caller => _caller ?? _own!.Caller;

    // A host elsewhere keeps its mail; the pools of the contract send none that it needs.
    public MailFolder Mail => _own?.Mail ?? new MailFolder(Path.Combine(Path.GetTempPath(), "no-mail-here"));

    /// <summary>Lets a moment pass: the clock of a host that starts here stands still by itself, and two authentications would be at one time.</summary>
    public void LetAMomentPass() => _own?.Clock.Advance(TimeSpan.FromSeconds(1));

    /// <summary>A client that keeps cookies, as a browser does, and follows no redirect.</summary>
    public HttpClient NewCookieClient()
    {
        if (_own is not null)
            return _own.NewBrowser();
        // A name of its own has a handler of its own, and so cookies of its own.
        var client = _http!.GetRequiredService<IHttpClientFactory>().CreateClient(Guid.CreateVersion7().ToString());
        client.BaseAddress = new Uri(Origin);
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        if (_address is null)
            _own = await HostFixture.StartAsync(TestDatabase.Sqlite());
        else
            _caller = new Caller(NewClient(_address));
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
        if (_http is not null)
            await _http.DisposeAsync();
    }

    private HttpClient NewClient(string address)
    {
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(clients => clients.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false }));
        services.AddHttpClient("contract", client => client.BaseAddress = new Uri(address))
            .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        _http = services.BuildServiceProvider();
        return _http.GetRequiredService<IHttpClientFactory>().CreateClient("contract");
    }
}
