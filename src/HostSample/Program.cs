using HostSample.Commands;
using HostSample.Development;
using HostSample.Hosting;
using Passkeys.IdentityServer;
using Passkeys.QuickstartUi;

var commandLine = HostCommandLine.Parse(args, Console.Out, Console.Error);
if (commandLine.ExitCode is { } answered)
    return answered;

var builder = WebApplication.CreateBuilder(commandLine.Arguments);

builder.AddJsonLogs(ofCommand: commandLine.Command is not null);
builder.AddTelemetryExport();
builder.AddProxies();
builder.AddHealth();
builder.AddKeyProtection();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = failure => failure.ProblemDetails.Extensions["code"] = "server_error");
builder.Services.AddPasskeys(options => builder.Configuration.GetSection("Passkeys").Bind(options)).UseDatabase(builder).UseEngine(builder);
builder.Services.AddPasskeysQuickstartUi();
builder.AddDevelopment();

var app = builder.Build();

if (commandLine.Command is { } command)
    return await HostCommands.RunAsync(app, command);

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

if (await Database.PrepareAsync(app, migrate: false) is { } exitCode)
    return exitCode;

await Fixtures.SeedAsync(app);
await app.StartAsync();
await Greeting.WriteAsync(app, Console.Out);
await app.WaitForShutdownAsync();
return 0;

/// <summary>The host, named for tests that start it in memory.</summary>
public partial class Program;
