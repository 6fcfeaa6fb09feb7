using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.RoundTrips;

/// <summary>A host whose commands are counted, and someone signed in to it. What a process reads once, it has read.</summary>
public sealed class CountedHost : IAsyncDisposable
{
    private CountedHost(TestDatabase database) => Host = new HostFixture(database)
    {
        Alter = services => services.ConfigureDbContext<PasskeysDbContext>(options => options.AddInterceptors(Trips.Interceptors)),
    };

    public TripCounter Trips { get; } = new();

    public HostFixture Host { get; }

    public Site Site => Host.Pool("demo");

    public SoftwareAuthenticator Phone { get; private set; } = null!;

    public string Identifier { get; private set; } = "";

    public static async Task<CountedHost> StartAsync(TestDatabase database)
    {
        var host = new CountedHost(database);
        await host.Host.StartAsync();
        (host.Phone, host.Identifier) = await host.Site.NewPersonAsync();
        await host.Site.SignInOptionsAsync(host.Identifier);
        await host.Site.PasskeysAsync((await host.SignInAsync()).Access);
        return host;
    }

    public Task<Tokens> SignInAsync() => Site.SignInAsync(Phone);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>One counted host a database.</summary>
public sealed class CountedHosts : IAsyncDisposable
{
    private readonly Lazy<Task<CountedHost>> _sqlite = new(() => CountedHost.StartAsync(TestDatabase.Sqlite()));
    private readonly Lazy<Task<CountedHost>> _postgreSql = new(() => CountedHost.StartAsync(TestDatabase.PostgreSql()));

    public Task<CountedHost> OnAsync(string database) => database == "Sqlite" ? _sqlite.Value : _postgreSql.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _sqlite, _postgreSql }.Where(host => host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await (await host.Value).DisposeAsync();
    }
}
