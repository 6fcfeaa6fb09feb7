using HostSample;
using Passkeys.IdentityServer;

var builder = WebApplication.CreateBuilder(args);
builder.AddPasskeysHost();

var app = builder.Build();
if (await DatabaseCommand.TryRunAsync(app, args) is { } exitCode)
    return exitCode;

app.UsePasskeys();
app.MapPasskeys();
app.MapEngine();
await app.StartAsync();
await Welcome.SayAsync(app);
await app.WaitForShutdownAsync();
return 0;

/// <summary>The composition root.</summary>
public partial class Program;
