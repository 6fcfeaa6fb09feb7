using DemoPortal;
using DemoPortal.Calls;
using DemoPortal.Sessions;
using DemoPortal.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOptions<PortalOptions>().BindConfiguration("Portal").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddHttpClient();
builder.Services.AddSingleton<SigningKeys>();
builder.Services.AddHttpClient<ProviderCalls>();
builder.Services.AddSingleton<ProviderTokens>();
builder.Services.AddSingleton<InMemorySessions>();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
    .AddSessionCookie()
    .AddPasskeysSignIn();
builder.Services.AddAuthorization();
builder.Services.AddAntiforgery(options => options.Cookie.Name = "portal.form");
builder.Services.AddRazorPages(options => options.Conventions.AuthorizePage("/Api").AuthorizePage("/Payout"))
    .AddCookieTempDataProvider(options => options.Cookie.Name = "portal.message");

var app = builder.Build();

app.UsePageHeaders();
app.UsePublicFiles();
app.UseNewSessionAt(PasskeysSignIn.CallbackPath, PasskeysSignIn.Cookie);
app.UseAuthentication();
app.UseAuthorization();
app.MapRazorPages();
app.MapBackChannelLogout();
app.MapSignIn();

app.Run();

/// <summary>The portal, named for tests that start it in memory.</summary>
public partial class Program;
