using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace HostSample.Development;

/// <summary>The pools that a host in Development starts with.</summary>
internal static class DevelopmentPools
{
    // demo-portal of the fixtures runs there, and signs in at this host; a portal of one's own may call the API from there.
    private const string Portal = "http://localhost:5001";

    /// <summary>Adds the pools that are not there yet. What an administrator changed stays.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();
        var known = await db.Pools.Select(pool => pool.Id).ToListAsync(ct);
        db.Pools.AddRange(All().Where(pool => !known.Contains(pool.Id)));
        await db.SaveChangesAsync(ct);
    }

    private static IEnumerable<Pool> All() =>
    [
        Create("demo", "Demo", new PoolPolicy { Origins = [Portal], Registration = new() { SelfService = true } }),
        Create("acme", "Acme", new PoolPolicy { Origins = [Portal], Registration = new() { SelfService = true, Captcha = true, Activation = true } }),
        Create("staff", "Staff", new PoolPolicy
        {
            Origins = [Portal],
            Registration = new() { Invitation = true },
            Methods = ["password", "passkey"],
            SecondFactor = "passkey",
            CounterPolicy = CounterPolicy.Refuse,
        }),
    ];

    private static Pool Create(string id, string name, PoolPolicy policy) =>
        new() { Id = new PoolId(id), Name = name, RpId = "localhost", Policy = policy, Version = Guid.CreateVersion7() };
}
