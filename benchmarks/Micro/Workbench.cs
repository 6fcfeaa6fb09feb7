using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Embedded;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sqlite;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.Benchmarks.Micro;

/// <summary>The services of a host with the embedded provider over an SQLite file of its own, and one pool. Nothing listens.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    public const string Origin = "http://localhost:5000";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-bench-");
    private readonly WebApplication _app;
    private readonly AsyncServiceScope _scope;

    private Workbench()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = _directory.FullName });
        builder.Logging.ClearProviders();
        builder.Services.AddPasskeys()
            .UseSqlite($"Data Source={Path.Combine(_directory.FullName, "passkeys.db")}")
            .UseEmbeddedProvider(provider =>
            {
                provider.Issuer = Origin;
                provider.Clients.Add(App);
            });
        _app = builder.Build();
        _scope = _app.Services.CreateAsyncScope();
    }

    public static Client App { get; } = new()
    {
        ClientId = "native-app",
        GrantTypes = [GrantTypes.Passkey, GrantTypes.RefreshToken],
        Scopes = ["openid", "offline_access"],
        Pools = ["demo"],
    };

    public Pool Pool { get; } = new() { Id = new PoolId("demo"), Name = "Demo", RpId = "localhost" };

    public static async Task<Workbench> CreateAsync()
    {
        var bench = new Workbench();
        var db = bench.Get<PasskeysDbContext>();
        await db.Database.MigrateAsync();
        db.Pools.Add(bench.Pool);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        return bench;
    }

    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}
