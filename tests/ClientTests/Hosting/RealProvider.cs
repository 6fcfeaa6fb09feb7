using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.Client.Bearer;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

[assembly: AssemblyFixture(typeof(Passkeys.ClientTests.Hosting.RealProvider))]

namespace Passkeys.ClientTests.Hosting;

/// <summary>The sample host, in memory, and APIs that rely on it.</summary>
public sealed class RealProvider : IAsyncLifetime
{
    private int _people;

    public HostFixture Host { get; } = new(TestDatabase.Sqlite());

    public Site Demo => Host.Pool("demo");

    public ValueTask InitializeAsync() => new(Host.StartAsync());

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>Requests to the host, for whatever asks it.</summary>
    public HttpMessageHandler NewHandler() => ((TestServer)Host.Services.GetRequiredService<IServer>()).CreateHandler();

    /// <summary>Somebody new, with a passkey in this authenticator.</summary>
    public async Task<SoftwareAuthenticator> NewPersonAsync()
    {
        var phone = Demo.NewPhone();
        await Demo.SignUpAsync($"person-{Interlocked.Increment(ref _people)}@client.example", phone);
        return phone;
    }

    /// <summary>An API of the host's, demo-api.</summary>
    internal Task<ApiHost> StartApiAsync(Action<PasskeysBearerOptions>? change = null, Action<IServiceCollection>? more = null) =>
        ApiHost.RelyingOnAsync(NewHandler(), new AdjustableClock(), options =>
        {
            (options.Authority, options.Audience) = (Host.Origin, "demo-api");
            (options.Introspection.ClientId, options.Introspection.ClientSecret) = ("demo-api", "api-secret");
            change?.Invoke(options);
        }, more);
}
