using Passkeys.Client;
using Passkeys.Client.Bearer;
using ProtectedApi;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.GetSection("Api").Get<ApiSettings>() ?? new ApiSettings();
builder.Services.AddSingleton(settings);
builder.Services.AddPasskeysBearer(options =>
{
    options.Authority = settings.Authority;
    options.Audience = settings.Audience;
    options.Introspection.ClientId = settings.Audience;
    options.Introspection.ClientSecret = settings.Secret;
    // A JWT ends here with its passkey, and not when it expires.
    options.IntrospectJwts = true;
});
// With the secret of a webhook, connections close as soon as the provider tells.
if (settings.WebhookSecret is { } secret)
    builder.Services.AddPasskeysWebhooks(options => options.Secrets.Add(secret));

var app = builder.Build();

app.UsePageHeaders();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseWebSockets();

app.MapGet("/settings", () => new { settings.Authority, settings.Pool, settings.ClientId });
app.MapPasskeyTickets("/tickets");
app.MapGet("/hello", (HttpContext http) =>
{
    var caller = BearerIdentity.Of(http.User);
    return new { hello = caller.Subject, caller.Pool, caller.AuthenticatedAt, caller.Amr };
}).RequirePasskey();
app.MapPost("/payout", () => new { payout = "done" }).RequirePasskey(maximumAge: TimeSpan.FromMinutes(1), acr: "phr");
app.MapGet("/clock", Clock.RunAsync).RequirePasskey();
if (settings.WebhookSecret is not null)
    app.MapPasskeysWebhooks("/webhooks");

app.Run();
