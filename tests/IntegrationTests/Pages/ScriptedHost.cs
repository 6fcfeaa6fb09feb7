using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Passkeys.IdentityServer.Engine;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>A host for one class of tests whose engine says what a test wants.</summary>
public sealed class ScriptedHost : IAsyncLifetime
{
    public ScriptedHost() => Host = new HostFixture(TestDatabase.Sqlite())
    {
        Alter = services => services.Replace(ServiceDescriptor.Singleton<IEngineInteraction>(Engine)),
    };

    public ScriptedEngine Engine { get; } = new();

    public HostFixture Host { get; }

    public async ValueTask InitializeAsync() => await Host.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
