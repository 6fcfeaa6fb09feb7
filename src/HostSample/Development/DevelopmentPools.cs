using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace HostSample.Development;

/// <summary>The pools that a host in Development starts with.</summary>
internal static class DevelopmentPools
{
    // demo-portal of the fixtures runs there, and signs in at this host; a portal of one's own may call the API from there.
    private const string Portal = "http://localhost:5001";

    // Their pages sign in by themselves: samples/ProtectedApi and samples/ConnectBackend.
    private static readonly string[] Samples = ["http://localhost:5002", "http://localhost:5003"];

    // An anvil on orange.
    private const string AcmeLogo =
        "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2032%2032'%3E%3Crect%20width='32'%20height='32'%20rx='7'%20fill='%23e8590c'/%3E"
        + "%3Cpath%20d='M4%2011h24v4c-5%200-7%202-8%205v2h4v3H9v-3h4v-3c-5%200-8-3-9-8z'%20fill='%23fff'/%3E%3C/svg%3E";

    /// <summary>Adds the pools that were never there. What an administrator changed stays, and what they deleted stays away.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();
        var known = await db.Pools.Select(pool => pool.Id).ToListAsync(ct);
        known.AddRange(await db.Audit.Where(entry => entry.Event == AuditEvent.PoolDeleted && entry.Pool != null).Select(entry => entry.Pool!.Value).Distinct().ToListAsync(ct));
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        db.Pools.AddRange(All(now).Where(pool => !known.Contains(pool.Id)));
        await db.SaveChangesAsync(ct);
    }

    private static IEnumerable<Pool> All(DateTimeOffset now) =>
    [
        Create(now, "demo", "Demo", new PoolPolicy { Origins = [Portal, .. Samples], Registration = new() { SelfService = true } }),
        Create(now, "acme", "Acme", new PoolPolicy
        {
            Origins = [Portal],
            Registration = new() { SelfService = true, Captcha = true, Activation = true },
            Branding = new() { Accent = "#e8590c", Logo = AcmeLogo },
        }),
        Create(now, "staff", "Staff", new PoolPolicy
        {
            Origins = [Portal],
            Registration = new() { Invitation = true },
            Methods = ["password", "passkey"],
            SecondFactor = "passkey",
            CounterPolicy = CounterPolicy.Refuse,
        }),
    ];

    private static Pool Create(DateTimeOffset now, string id, string name, PoolPolicy policy) =>
        new() { Id = new PoolId(id), Name = name, RpId = "localhost", Policy = policy, CreatedAt = now, Version = Guid.CreateVersion7() };
}
