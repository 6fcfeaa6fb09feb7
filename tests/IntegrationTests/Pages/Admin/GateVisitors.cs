using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Passwords;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.Pages.Admin;

/// <summary>A host with two pools, and people before it of every kind there is.</summary>
public sealed class GateVisitors : IAsyncLifetime
{
    private readonly List<IDisposable> _open = [];

    public HostFixture Host { get; } = new(TestDatabase.Sqlite(), TestClients.Settings) { Alter = TranslatesForSqlServer.In };

    /// <summary>The pool that the roles for one pool are for.</summary>
    public Site Own { get; private set; } = null!;

    /// <summary>Another pool.</summary>
    public Site Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Host.StartAsync();
        Own = await Host.NewPoolAsync();
        Other = await Host.NewPoolAsync();
    }

    /// <summary>A new person of this kind, signed in.</summary>
    internal async Task<PageVisitor> ArriveAsync(GateVisitor kind)
    {
        var browser = Keep(new PageVisitor(Host));
        switch (kind)
        {
            case GateVisitor.Nobody:
                break;
            case GateVisitor.WithPassword:
                await ComeWithPasswordAsync(browser);
                break;
            case GateVisitor.NotVerified:
                var lax = await Host.NewPoolAsync(policy => policy with { UserVerification = Requirement.Discouraged });
                await ComeAsync(browser, lax, RoleOf(kind), phone => phone.VerifiesUser = false);
                break;
            default:
                await ComeAsync(browser, Host.Pool("demo"), RoleOf(kind));
                break;
        }
        return browser;
    }

    /// <summary>A sign-in with a passkey that was verified, by somebody with this role, or none.</summary>
    internal async Task<(PageVisitor Browser, string UserId)> ArriveAsync(string? role)
    {
        var browser = Keep(new PageVisitor(Host));
        return (browser, await ComeAsync(browser, Host.Pool("demo"), role));
    }

    /// <summary>Lets the sign-ins of a person be sixteen minutes old.</summary>
    internal Task AgeAsync(string identifierOrId) => Host.QueryAsync(async db =>
    {
        foreach (var session in await db.Sessions.Where(session => session.UserId == identifierOrId).ToListAsync())
            session.AuthenticatedAt -= TimeSpan.FromMinutes(16);
        return await db.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        _open.ForEach(each => each.Dispose());
        await Host.DisposeAsync();
    }

    private async Task<string> ComeAsync(PageVisitor browser, Site home, string? role, Action<SoftwareAuthenticator>? prepare = null)
    {
        var (phone, identifier) = await home.NewPersonAsync(prepare);
        var userId = await GiveAsync(home, identifier, role);
        await browser.SignInAsync(home, Keep(phone));
        return userId;
    }

    private async Task ComeWithPasswordAsync(PageVisitor browser)
    {
        var home = await Host.NewPasswordPoolAsync();
        var identifier = Someone.New();
        (await home.SignUpWithPasswordAsync(identifier)).OrThrow();
        await GiveAsync(home, identifier, AdministratorRole.Platform);
        await browser.SignInWithPasswordAsync(home, identifier, Passwording.Good);
    }

    private Task<string> GiveAsync(Site home, string identifier, string? role) => Host.QueryAsync(async db =>
    {
        var user = await db.Users.SingleAsync(each => each.Pool == new PoolId(home.Pool) && each.UserName == identifier);
        if (role is not null)
            db.UserClaims.Add(new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = role });
        await db.SaveChangesAsync();
        return user.Id;
    });

    private string? RoleOf(GateVisitor kind) => kind switch
    {
        GateVisitor.WithoutRole => null,
        GateVisitor.Auditor => AdministratorRole.Auditor,
        GateVisitor.PoolAuditor => AdministratorRole.PoolAuditor(new PoolId(Own.Pool)),
        GateVisitor.PoolAdministrator => AdministratorRole.PoolAdministrator(new PoolId(Own.Pool)),
        _ => AdministratorRole.Platform,
    };

    private T Keep<T>(T what)
        where T : IDisposable
    {
        _open.Add(what);
        return what;
    }
}

/// <summary>Who comes.</summary>
public enum GateVisitor
{
    /// <summary>Nobody is signed in.</summary>
    Nobody,

    /// <summary>A person without a role.</summary>
    WithoutRole,

    /// <summary>Reads everything.</summary>
    Auditor,

    /// <summary>Reads one pool.</summary>
    PoolAuditor,

    /// <summary>Administers one pool.</summary>
    PoolAdministrator,

    /// <summary>Administers everything.</summary>
    Platform,

    /// <summary>Would administer everything, and signed in with a passkey that did not verify them.</summary>
    NotVerified,

    /// <summary>Would administer everything, and signed in with a password.</summary>
    WithPassword,
}
