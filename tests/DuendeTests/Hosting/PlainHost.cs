using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Duende;
using Passkeys.IdentityServer.Sqlite;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>A host without server-side sessions, whose clients have no pools by default, and with in-memory stores that cache.</summary>
public sealed class PlainHost : ExistingHostFixture
{
    protected override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorization();
        builder.Services.AddCors();
        builder.Services.AddDbContext<ApplicationDbContext>(options => options.UseSqlite(builder.Configuration.GetConnectionString("Default")));
        builder.Services.AddIdentity<ApplicationUser, IdentityRole>().AddEntityFrameworkStores<ApplicationDbContext>().AddDefaultTokenProviders();
        builder.Services.AddIdentityServer()
            .AddInMemoryIdentityResources(Config.IdentityResources)
            .AddInMemoryApiScopes([.. Config.ApiScopes, .. PasskeyResources.ApiScopes])
            .AddInMemoryClients(Config.Clients)
            .AddInMemoryCaching()
            .AddAspNetIdentity<ApplicationUser>()
            .AddPasskeys(passkeys => passkeys.UseSqlite(builder.Configuration.GetConnectionString("Passkeys")!))
            .AddPasskeySignIn<ApplicationUser>();
    }
}
