using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sqlite;
using Passkeys.IdentityServer.Storage;
using Passkeys.Testing.Hosting;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>The database of the running host, for what only time could bring about.</summary>
public static class HostDatabase
{
    /// <summary>The pool where people sign in with a passkey or with a password.</summary>
    public const string EitherPool = "either";

    /// <summary>The pool where a passkey follows the password, and anyone may sign up.</summary>
    public const string BothPool = "both";

    /// <summary>The pool that moved here from another address.</summary>
    public const string MovedPool = "moved";

    // The model of the database is built once, and not for each change.
    private static readonly ConditionalWeakTable<HostProcess, ServiceProvider> Providers = [];

    /// <summary>Adds a pool with the rules of demo, but for what <paramref name="change"/> says.</summary>
    public static Task AddPoolAsync(this HostProcess host, string id, string rpId, Func<PoolPolicy, PoolPolicy>? change = null) => host.ChangeAsync(async db =>
    {
        var demo = await db.Pools.AsNoTracking().SingleAsync(pool => pool.Id == new PoolId("demo"));
        var policy = demo.Policy with { Origins = [] };
        db.Pools.Add(new Pool { Id = new PoolId(id), Name = id, RpId = rpId, Policy = change?.Invoke(policy) ?? policy });
    });

    /// <summary>Lets the pages of one more origin sign people in.</summary>
    public static Task AddOriginAsync(this HostProcess host, string id, string origin) => host.ChangeAsync(async db =>
    {
        var pool = await db.Pools.SingleAsync(each => each.Id == new PoolId(id));
        pool.Policy = pool.Policy with { Origins = [.. pool.Policy.Origins, origin] };
    });

    /// <summary>Moves a pool to another RP ID: its passkeys stay those of the former one.</summary>
    public static Task MovePoolAsync(this HostProcess host, string id, string rpId) => host.ChangeAsync(async db =>
    {
        var pool = await db.Pools.SingleAsync(each => each.Id == new PoolId(id));
        pool.Policy = pool.Policy with { FormerRpIds = [pool.RpId] };
        pool.RpId = rpId;
    });

    /// <summary>Lets a person's sign-ins be an hour old.</summary>
    public static Task AgeSignInsAsync(this HostProcess host, string identifier) => host.ChangeAsync(async db =>
    {
        var people = db.Users.Where(user => user.UserName == identifier).Select(user => user.Id);
        var sessions = await db.Sessions.Where(session => people.Contains(session.UserId)).ToListAsync();
        foreach (var session in sessions)
            session.AuthenticatedAt -= TimeSpan.FromHours(1);
    });

    /// <summary>Gives a person a role of administrators.</summary>
    public static Task GiveRoleAsync(this HostProcess host, string identifier, string role) => host.ChangeAsync(async db =>
    {
        var user = await db.Users.SingleAsync(each => each.UserName == identifier);
        db.UserClaims.Add(new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = role });
    });

    /// <summary>Lets the audit of a pool look as if somebody had changed it.</summary>
    public static Task BreakAuditAsync(this HostProcess host, string pool) => host.ChangeAsync(db =>
    {
        db.AuditHeads.Add(new AuditHead { Chain = pool, Sequence = 3, Hash = "made up", Seal = "made up" });
        return Task.CompletedTask;
    });

    /// <summary>Changes the database in a way that a test needs and no page offers.</summary>
    internal static async Task ChangeAsync(this HostProcess host, Func<PasskeysDbContext, Task> change)
    {
        await using var scope = Providers.GetValue(host, Provide).CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();
        await change(db);
        if (await db.SaveChangesAsync() == 0)
            throw new InvalidOperationException("There was nothing to change.");
    }

    private static ServiceProvider Provide(HostProcess host)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPasskeys().UseSqlite($"Data Source={host.DatabasePath}");
        return services.BuildServiceProvider();
    }
}
