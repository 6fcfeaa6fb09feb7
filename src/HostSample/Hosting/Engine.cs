using Passkeys.IdentityServer;
#if DUENDE
#error The Duende stack is not written yet: docs/duende.md says what is planned. Build without -p:Stack=Duende.
#else
using HostSample.Development;
using Passkeys.IdentityServer.Embedded;
#endif

namespace HostSample.Hosting;

/// <summary>The OpenID Provider that this host was built with.</summary>
internal static class Engine
{
#if !DUENDE
    /// <summary>What the greeting calls it.</summary>
    public const string Name = "embedded OpenID Provider";

    /// <summary>Sets it up: clients and APIs from the section <c>EmbeddedProvider</c>, and the fixtures in Development.</summary>
    public static PasskeysBuilder UseEngine(this PasskeysBuilder passkeys, IHostApplicationBuilder host) => passkeys.UseEmbeddedProvider(options =>
    {
        host.Configuration.GetSection("EmbeddedProvider").Bind(options);
        if (host.Environment.IsDevelopment())
            Clients.Add(options);
    });

    /// <summary>Maps its endpoints.</summary>
    public static void MapEngine(this WebApplication app) => app.MapEmbeddedProvider();
#endif
}
