using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Duende;
using Passkeys.IdentityServer.Sqlite;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>A Duende host with people of its own, as there are many, to which passkeys were added. docs/duende.md shows the regions.</summary>
internal static class ExistingHost
{
    /// <summary>Sets it up.</summary>
    public static void AddServices(WebApplicationBuilder builder)
    {
        #region Services
        builder.Services.AddDbContext<ApplicationDbContext>(options => options.UseSqlite(builder.Configuration.GetConnectionString("Default")));
        builder.Services.AddIdentity<ApplicationUser, IdentityRole>()
            .AddEntityFrameworkStores<ApplicationDbContext>()
            .AddDefaultTokenProviders();
        builder.Services.AddIdentityServer(options =>
            {
                options.Events.RaiseSuccessEvents = true;
                options.Events.RaiseFailureEvents = true;
            })
            .AddInMemoryIdentityResources(Config.IdentityResources)
            .AddInMemoryApiScopes([.. Config.ApiScopes, .. PasskeyResources.ApiScopes])
            .AddInMemoryClients(Config.Clients)
            .AddAspNetIdentity<ApplicationUser>()
            .AddServerSideSessions()
            // The passkeys: after everything else of Duende's.
            .AddPasskeys(passkeys => passkeys.UseSqlite(builder.Configuration.GetConnectionString("Passkeys")!), engine: engine => engine.DefaultPools.Add("people"))
            .AddPasskeySignIn<ApplicationUser>();
        #endregion
        builder.Services.AddAuthorization();
        builder.Services.AddCors(cors => cors.AddPolicy(AccountEndpoints.PartnersPolicy, policy => policy.WithOrigins("https://partner.example.com")));
    }

    /// <summary>Builds it.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        #region Pipeline
        var app = builder.Build();
        app.UseRouting();
        app.UseIdentityServer();
        app.UsePasskeys();
        app.UseAuthorization();
        app.MapPasskeys();
        #endregion
        AccountEndpoints.Map(app);
        return app;
    }
}
