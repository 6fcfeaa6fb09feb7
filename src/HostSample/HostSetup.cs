using HostSample.Development;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.PostgreSql;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Sqlite;
using Passkeys.IdentityServer.SqlServer;
#if !DUENDE
using Passkeys.IdentityServer.Embedded;
#endif

namespace HostSample;

/// <summary>What the host is made of; database and addresses by configuration.</summary>
internal static class HostSetup
{
    public const string DefaultAddress = "http://localhost:5000";

    public static WebApplicationBuilder AddPasskeysHost(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any() is false)
            builder.WebHost.UseUrls(DefaultAddress);

        builder.Services.AddPasskeys(options => builder.Configuration.GetSection("Passkeys").Bind(options))
            .UseDatabase(builder)
            .UseEngine(builder);
        if (builder.Environment.IsDevelopment())
            builder.Services.AddSingleton<ICaptcha, DevelopmentCaptcha>();
        return builder;
    }

    private static PasskeysBuilder UseDatabase(this PasskeysBuilder passkeys, WebApplicationBuilder builder)
    {
        var provider = builder.Configuration["Database:Provider"] ?? "Sqlite";
        var connection = builder.Configuration.GetConnectionString("Passkeys");
        return provider switch
        {
            "Sqlite" => passkeys.UseSqlite(connection ?? DefaultFile(builder.Environment)),
            "PostgreSql" => passkeys.UsePostgreSql(Required(connection)),
            "SqlServer" => passkeys.UseSqlServer(Required(connection)),
            _ => throw new InvalidOperationException($"Database:Provider is '{provider}'; Sqlite, PostgreSql or SqlServer is expected."),
        };
    }

    private static string Required(string? connection) =>
        connection ?? throw new InvalidOperationException("ConnectionStrings:Passkeys is required for this Database:Provider.");

    private static string DefaultFile(IHostEnvironment environment)
    {
        var folder = Directory.CreateDirectory(Path.Combine(environment.ContentRootPath, "App_Data"));
        return $"Data Source={Path.Combine(folder.FullName, "passkeys.db")}";
    }

#if DUENDE
    private static PasskeysBuilder UseEngine(this PasskeysBuilder passkeys, WebApplicationBuilder builder) => passkeys;

    public static void MapEngine(this WebApplication app)
    {
    }
#else
    private static PasskeysBuilder UseEngine(this PasskeysBuilder passkeys, WebApplicationBuilder builder) => passkeys.UseEmbeddedProvider(options =>
    {
        builder.Configuration.GetSection("EmbeddedProvider").Bind(options);
        if (builder.Environment.IsDevelopment())
            Clients.Add(options);
    });

    public static void MapEngine(this WebApplication app) => app.MapEmbeddedProvider();
#endif
}
