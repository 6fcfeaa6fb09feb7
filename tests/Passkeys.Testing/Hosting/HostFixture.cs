using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.Testing.Hosting;

/// <summary>The sample host in Development, in memory, with a database, a mail folder and a clock of its own.</summary>
/// <param name="database">Its database.</param>
/// <param name="settings">Configuration on top of the host's own, such as <c>RateLimits:Anonymous</c>.</param>
public sealed class HostFixture(TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null) : IHostUnderTest, IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-host-");
    private int _pools;
    private Factory? _factory;
    private Caller? _caller;

    /// <summary>The origin of the host.</summary>
    public string Origin { get; } = "http://localhost:5000";

    /// <summary>What a test changes in the services of the host, last of all. Null: nothing.</summary>
    public Action<IServiceCollection>? Alter { get; init; }

    /// <summary>The clock of the host.</summary>
    public AdjustableClock Clock { get; } = new();

    /// <summary>What the host logged.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>What the host mailed.</summary>
    public MailFolder Mail => new(Path.Combine(_directory.FullName, "mail"));

    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => _factory?.Services ?? throw new InvalidOperationException("The host is not started.");

    /// <summary>A caller of the host.</summary>
    public Caller Caller => _caller ?? throw new InvalidOperationException("The host is not started.");

    /// <summary>A host over a database of its own, started.</summary>
    public static async Task<HostFixture> StartAsync(TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var host = new HostFixture(database, settings);
        await host.StartAsync();
        return host;
    }

    /// <summary>Makes the database and starts the host.</summary>
    public async Task StartAsync()
    {
        await database.CreateAsync();
        Boot();
    }

    /// <summary>Stops the host and starts it anew over the same database.</summary>
    public async Task RestartAsync()
    {
        await _factory!.DisposeAsync();
        Boot();
    }

    /// <summary>A client of the host that keeps cookies, as a browser does.</summary>
    public HttpClient NewBrowser() => NewClient(handleCookies: true);

    /// <summary>One pool of the host.</summary>
    public Site Pool(string id) => new(this, id);

    /// <summary>Calls the token endpoint.</summary>
    public Task<Answer> TokenAsync(IReadOnlyDictionary<string, string> form) => Caller.PostFormAsync("/connect/token", form);

    /// <summary>Exchanges a refresh token.</summary>
    public Task<Answer> RefreshAsync(string refreshToken, string clientId = "native-app") => TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = clientId,
        ["refresh_token"] = refreshToken,
    });

    /// <summary>Uses the database in a scope of its own.</summary>
    public async Task<T> QueryAsync<T>(Func<PasskeysDbContext, Task<T>> query)
    {
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<PasskeysDbContext>());
    }

    /// <summary>Adds a pool that is like the seeded pool demo, but for what <paramref name="change"/> says. The clients of demo serve it too.</summary>
    public Task<Site> NewPoolAsync(Func<PoolPolicy, PoolPolicy>? change = null) => QueryAsync(async db =>
    {
        var id = TestPools.IdOf(Interlocked.Increment(ref _pools));
        var demo = await db.Pools.AsNoTracking().SingleAsync(pool => pool.Id == new PoolId("demo"));
        db.Pools.Add(new Pool { Id = new PoolId(id), Name = id, RpId = demo.RpId, Policy = change?.Invoke(demo.Policy) ?? demo.Policy });
        await db.SaveChangesAsync();
        return Pool(id);
    });

    /// <summary>Changes the rules of a pool.</summary>
    public Task ChangePoolAsync(Site site, Func<PoolPolicy, PoolPolicy> change) => QueryAsync(async db =>
    {
        var pool = await db.Pools.SingleAsync(each => each.Id == new PoolId(site.Pool));
        pool.Policy = change(pool.Policy);
        return await db.SaveChangesAsync();
    });

    /// <summary>Stores rules of a pool that could not be saved: as a host left them that was configured otherwise.</summary>
    public Task StorePolicyAsync(Site site, Func<PoolPolicy, PoolPolicy> change) => QueryAsync(async db =>
    {
        var pools = db.Pools.Where(pool => pool.Id == new PoolId(site.Pool));
        var policy = change((await pools.AsNoTracking().SingleAsync()).Policy);
        return await pools.ExecuteUpdateAsync(set => set.SetProperty(pool => pool.Policy, policy));
    });

    /// <summary>How many rows each table holds; but for what sealing the audit leaves, which the host does by itself soon after.</summary>
    public Task<IReadOnlyDictionary<string, long>> CountRowsAsync() => QueryAsync(async db =>
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var names = db.GetService<ISqlGenerationHelper>();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct().Where(table => table is not ("AuditHeads" or "HostSecrets")))
        {
#pragma warning disable EF1002 // The names of tables come from the model.
            counts[table] = await db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM {names.DelimitIdentifier(table, db.Model.GetDefaultSchema())}").SingleAsync();
#pragma warning restore EF1002
        }

        return (IReadOnlyDictionary<string, long>)counts;
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
            await _factory.DisposeAsync();

        Log.Dispose();
        await database.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private void Boot()
    {
        _factory = new Factory(this);
        _caller = new Caller(NewClient(handleCookies: false));
    }

    private HttpClient NewClient(bool handleCookies) => _factory!.CreateClient(new WebApplicationFactoryClientOptions
    {
        BaseAddress = new Uri(Origin),
        AllowAutoRedirect = false,
        HandleCookies = handleCookies,
    });

    private void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:Provider", database.Provider);
        builder.UseSetting("ConnectionStrings:Passkeys", database.ConnectionString);
        builder.UseSetting("Mail:PickupDirectory", Path.Combine(_directory.FullName, "mail"));
        // What is counted is written when a test says so, not in the middle of one that counts rows.
        builder.UseSetting("Insight:FlushAfter", "1.00:00:00");
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            builder.UseSetting(key, value);

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log).AddFilter<CapturedLog>(category: null, LogLevel.Debug));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            TestPools.ServeBy(services);
            Alter?.Invoke(services);
        });
    }

    private sealed class Factory(HostFixture fixture) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => fixture.Configure(builder);
    }
}
