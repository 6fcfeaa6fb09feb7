using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>A pool with one person who has one passkey, and a back end that serves it.</summary>
public abstract class OperationCase(SharedHosts hosts) : IAsyncLifetime
{
    protected HostFixture Host => hosts.Sqlite;

    protected Site Site { get; private set; } = null!;

    private protected BackEnd BackEnd { get; private set; } = null!;

    protected SoftwareAuthenticator Phone { get; private set; } = null!;

    protected string Identifier { get; private set; } = "";

    protected string UserId { get; private set; } = "";

    protected string PasskeyId { get; private set; } = "";

    public virtual async ValueTask InitializeAsync()
    {
        Site = await Host.NewPoolAsync();
        BackEnd = await BackEnd.OpenAsync(Host, Site);
        (Phone, Identifier) = await Site.NewPersonAsync();
        (UserId, PasskeyId) = await PersonAsync(Identifier);
    }

    public virtual ValueTask DisposeAsync()
    {
        Phone.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The id of somebody of the pool, and that of their first passkey.</summary>
    protected Task<(string UserId, string PasskeyId)> PersonAsync(string identifier) => Host.QueryAsync(async db =>
    {
        var user = await db.Users.SingleAsync(each => each.Pool == new PoolId(Site.Pool) && each.UserName == identifier);
        return (user.Id, (await db.Passkeys.OrderBy(passkey => passkey.Id).FirstAsync(passkey => passkey.UserId == user.Id)).Id);
    });

    /// <summary>One more passkey of the person.</summary>
    protected async Task<SoftwareAuthenticator> AddPasskeyAsync()
    {
        var laptop = Site.NewPhone();
        (await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", UserId))).OrThrow();
        return laptop;
    }
}
