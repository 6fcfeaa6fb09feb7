using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.Pages;

/// <summary>A person of a new pool who is signed in, at a host whose engine says what a test wants.</summary>
public abstract class SignedInVisitor(ScriptedHost scripted) : IClassFixture<ScriptedHost>, IAsyncLifetime
{
    internal PageVisitor Visitor { get; } = new(scripted.Host);

    protected ScriptedEngine Engine => scripted.Engine;

    protected HostFixture Host => scripted.Host;

    protected Site Site { get; private set; } = null!;

    protected SoftwareAuthenticator Phone { get; private set; } = null!;

    protected string Identifier { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Site = await scripted.Host.NewPoolAsync();
        (Phone, Identifier) = await Site.NewPersonAsync();
        await Visitor.SignInAsync(Site, Phone);
    }

    public ValueTask DisposeAsync()
    {
        Phone.Dispose();
        Visitor.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
