using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.Client.Bearer;
using Passkeys.Testing.Hosting;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>A sample at a port of its own, which relies on the host under test; its page may sign in to the pool demo.</summary>
/// <typeparam name="TMark">Any type of the sample's.</typeparam>
internal sealed class SampleApp<TMark> : WebApplicationFactory<TMark>
    where TMark : class
{
    private readonly string _section;
    private readonly HostProcess _host;

    private SampleApp(string section, HostProcess host) => (_section, _host) = (section, host);

    public string Origin { get; private set; } = "";

    /// <param name="section">The section of its settings.</param>
    /// <param name="host">The host.</param>
    public static async Task<SampleApp<TMark>> StartAsync(string section, HostProcess host)
    {
        var sample = new SampleApp<TMark>(section, host);
        sample.UseKestrel(0);
        sample.StartServer();
        sample.Origin = $"http://localhost:{sample.ClientOptions.BaseAddress.Port}";
        await host.AddOriginAsync("demo", sample.Origin);
        return sample;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        var samples = typeof(BrowserFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "SamplesDirectory").Value!;
        builder.UseContentRoot(Path.Combine(samples, typeof(TMark).Assembly.GetName().Name!));
        builder.UseSetting($"{_section}:Authority", _host.Origin);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        // Nobody wants to wait ten seconds.
        builder.ConfigureTestServices(services => services.PostConfigure<PasskeysBearerOptions>(options => options.ConnectionCheckInterval = TimeSpan.FromMilliseconds(500)));
    }
}
