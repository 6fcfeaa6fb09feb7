using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Samples;

/// <summary>A sample in memory, which relies on the sample host.</summary>
/// <typeparam name="TMark">Any type of the sample's.</typeparam>
internal sealed class SampleHost<TMark>(RealProvider provider, params (string Name, string Value)[] settings) : WebApplicationFactory<TMark>
    where TMark : class
{
    private static string Folder => Path.Combine(
        typeof(Documentation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "ProjectDirectory").Value!, "../../samples", typeof(TMark).Assembly.GetName().Name!);

    public HttpClient NewBrowser(string origin, bool handleCookies = true) =>
        CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(origin), HandleCookies = handleCookies, AllowAutoRedirect = false });

    public Caller NewCaller(string origin) => new(NewBrowser(origin, handleCookies: false));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(Folder);
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(provider.Host.Clock);
            services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(provider.NewHandler));
        });
    }
}
