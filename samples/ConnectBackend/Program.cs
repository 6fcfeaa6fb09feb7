using ConnectBackend;
using ConnectBackend.Accounts;
using ConnectBackend.Connect;
using ConnectBackend.Sessions;
using Passkeys.Client;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.GetSection("Connect").Get<ConnectSettings>() ?? new ConnectSettings();
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<AccountStore>();
builder.Services.AddSingleton<SessionStore>();
builder.Services.AddPasskeysBackend(options =>
{
    (options.Authority, options.Pool) = (settings.Authority, settings.Pool);
    (options.ClientId, options.ClientSecret) = (settings.ClientId, settings.ClientSecret);
});

var app = builder.Build();

// What went wrong is for the log: the sign-in service out of reach, a secret that it does not know.
app.UseExceptionHandler(failed => failed.Run(http => http.Response.WriteAsJsonAsync(new { error = "Internal server error" })));
app.UsePageHeaders();
app.UseDefaultFiles();
app.UseStaticFiles();

app.MapGet("/settings", () => new { settings.Authority, settings.Pool });
var auth = app.MapGroup("/auth").AddEndpointFilter<SameOrigin>();
AccountEndpoints.Map(auth);
ConnectEndpoints.Map(auth);

app.Run();
