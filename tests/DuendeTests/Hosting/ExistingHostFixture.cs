using Duende.IdentityServer.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.DuendeTests.Browsing;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>The host, in memory, over two SQLite files of its own.</summary>
public class ExistingHostFixture : IAsyncLifetime
{
    /// <summary>The host's origin.</summary>
    public const string Origin = "https://id.example.com";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-duende-");
    private WebApplication? _app;

    /// <summary>What applications were told of logouts.</summary>
    public LogoutRecorder Logouts { get; } = new();

    /// <summary>Duende's events.</summary>
    public EventRecorder Events { get; } = new();

    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => _app!.Services;

    public virtual async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = _directory.FullName });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Default", FileOf("host.db")), new("ConnectionStrings:Passkeys", FileOf("passkeys.db"))]);
        builder.Services.AddSingleton<IEventSink>(Events);
        AddServices(builder);
        builder.Services.AddSingleton<IBackChannelLogoutHttpClient>(Logouts);
        _app = ExistingHost.Build(builder);
        await PrepareAsync();
        await _app.StartAsync();
    }

    /// <summary>A browser of nobody yet.</summary>
    public PersonsBrowser NewBrowser() => new(this, NewClient(new CookieContainerHandler()));

    /// <summary>A caller without cookies.</summary>
    public Caller NewCaller() => new(NewClient());

    /// <summary>Runs something with services of the host.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> action)
    {
        await using var scope = Services.CreateAsyncScope();
        return await action(scope.ServiceProvider);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The host's set-up.</summary>
    protected virtual void AddServices(WebApplicationBuilder builder) => ExistingHost.AddServices(builder);

    /// <summary>Makes the tables of the host's own.</summary>
    protected virtual Task CreateTablesAsync(IServiceProvider services) => services.GetRequiredService<ApplicationDbContext>().Database.EnsureCreatedAsync();

    /// <summary>A client of the host.</summary>
    public HttpClient NewClient(DelegatingHandler? cookies = null)
    {
        var handler = _app!.GetTestServer().CreateHandler();
        cookies?.InnerHandler = handler;
#pragma warning disable RS0030 // The test host's client, with cookies.
        return new HttpClient(cookies ?? handler) { BaseAddress = new Uri(Origin) };
#pragma warning restore RS0030
    }

    private string FileOf(string name) => $"Data Source={Path.Combine(_directory.FullName, name)}";

    private Task<int> PrepareAsync() => InScopeAsync(async services =>
    {
        await CreateTablesAsync(services);
        await services.GetRequiredService<RoleManager<IdentityRole>>().CreateAsync(new IdentityRole(Person.Role));
        var passkeys = services.GetRequiredService<PasskeysDbContext>();
        await passkeys.Database.MigrateAsync();
        #region Pool
        passkeys.Pools.Add(new Pool { Id = new PoolId("people"), Name = "People", RpId = "id.example.com" });
        await passkeys.SaveChangesAsync();
        #endregion
        return 0;
    });
}
