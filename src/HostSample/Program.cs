using HostSample.Development;
using HostSample.Hosting;
using Passkeys.IdentityServer;
using Passkeys.QuickstartUi;

var commandLine = HostCommandLine.Parse(args);
var builder = WebApplication.CreateBuilder(commandLine.Arguments);

builder.AddJsonLogs();
builder.AddTelemetryExport();
builder.AddProxies();
builder.AddHealth();
builder.AddKeyProtection();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddProblemDetails();
builder.Services.AddPasskeys(options => builder.Configuration.GetSection("Passkeys").Bind(options)).UseDatabase(builder).UseEngine(builder);
builder.Services.AddPasskeysQuickstartUi();
builder.AddDevelopment();

var app = builder.Build();

app.UseProxies();
app.UseMiddleware<RequestLog>();
app.UsePasskeysQuickstartUi();
app.UseExceptionHandler();
app.UseTransportSecurity();
app.UseSecurityHeaders();
app.UsePasskeys();
app.MapPasskeys();
app.MapEngine();
app.MapPasskeysQuickstartUi();
app.MapHealth();
app.MapPlainPage();

if (await Database.PrepareAsync(app, commandLine.Migrate) is { } exitCode)
    return exitCode;

await Fixtures.SeedAsync(app);
await app.StartAsync();
await Greeting.WriteAsync(app, Console.Out);
await app.WaitForShutdownAsync();
return 0;

/// <summary>The host, named for tests that start it in memory.</summary>
public partial class Program;
