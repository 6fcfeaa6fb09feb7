using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace HostSample.Hosting;

/// <summary>Believes X-Forwarded-For and X-Forwarded-Proto of the proxies that <c>ForwardedHeaders:KnownProxies</c> and <c>:KnownNetworks</c> list, and of nobody else.</summary>
internal static class Proxies
{
    private const string Section = "ForwardedHeaders";

    public static void AddProxies(this WebApplicationBuilder host)
    {
        var section = host.Configuration.GetSection(Section);
        host.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = section.GetValue<int?>("ForwardLimit") ?? options.ForwardLimit;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in Listed(section, "KnownProxies"))
                options.KnownProxies.Add(IPAddress.Parse(proxy));
            foreach (var network in Listed(section, "KnownNetworks"))
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    public static void UseProxies(this WebApplication app)
    {
        // With both lists empty the middleware would believe everyone.
        var section = app.Configuration.GetSection(Section);
        if (Listed(section, "KnownProxies").Length + Listed(section, "KnownNetworks").Length > 0)
            app.UseForwardedHeaders();
    }

    private static string[] Listed(IConfigurationSection section, string name) => section.GetSection(name).Get<string[]>() ?? [];
}
