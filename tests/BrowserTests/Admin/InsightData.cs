using Microsoft.AspNetCore.Identity;
using Passkeys.BrowserTests.Hosting;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;
using Passkeys.Testing.Hosting;

namespace Passkeys.BrowserTests.Admin;

/// <summary>A pool in which a year has passed, and one in which nothing has happened.</summary>
internal static class InsightData
{
    public const string BusyPool = "a-busy-pool";
    public const string QuietPool = "a-quiet-pool";

    /// <summary>The former RP ID of the busy pool.</summary>
    public const string FormerRpId = "login.a-rather-long-name-of-a-domain.example";

    private const int Days = 365;

    private static readonly string[] Ways = ["passkey-named", "passkey-discoverable", "passkey-autofill", "password-passkey", "password", "host"];

    private static readonly (string Name, string Detail, int Share)[] Others =
    [
        ("sign-in-refused", "CredentialUnknown", 9), ("sign-in-refused", "CeremonyExpired", 4), ("sign-in-refused", "PasswordWrong", 6), ("sign-in-refused", "UserNotVerified", 2),
        ("registration-refused", "IdentifierTaken", 2), ("registration-refused", "AuthenticatorNotAllowed", 1),
        ("enrolment-started", "sign-up", 20), ("enrolment-started", "invitation", 4), ("registration-begun", "sign-up", 17), ("registration-begun", "invitation", 4), ("registration-begun", "add", 3),
        ("registration-answered", "sign-up", 13), ("registration-answered", "invitation", 3), ("registration-answered", "add", 3),
        ("registration-finished", "sign-up", 12), ("registration-finished", "invitation", 3), ("registration-finished", "add", 3), ("sign-up-finished", "passkey", 12),
        ("browser-registration", "cancelled", 5), ("browser-registration", "unsupported/ConstraintError", 1), ("browser-authentication", "timeout", 3), ("browser-authentication", "invalid-rp-id", 1),
    ];

    private static readonly Guid[] Models =
    [
        new("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"), new("adce0002-35bc-c60a-648b-0b25f1f05503"), Guid.Empty, new("11111111-2222-3333-4444-555555555555"),
    ];

    public static async Task SeedAsync(HostProcess host)
    {
        await host.AddPoolAsync(QuietPool, "localhost");
        await host.AddPoolAsync(BusyPool, "localhost", policy => policy with { FormerRpIds = [FormerRpId] });
        await host.ChangeAsync(db =>
        {
            AddCounts(db);
            AddPeople(db);
            return Task.CompletedTask;
        });
    }

    private static void AddCounts(PasskeysDbContext db)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        for (var age = 0; age < Days; age++)
        {
            var day = today.AddDays(-age);
            foreach (var (way, index) in Ways.Select((way, index) => (way, index)))
                Add(db, day, "sign-in", way, (60 - (8 * index)) * (3 + (age * 7 % 5)) / 4);
            foreach (var (name, detail, share) in Others)
                Add(db, day, name, detail, share * (2 + (age % 3)) / 2);
        }
    }

    private static void Add(PasskeysDbContext db, DateOnly day, string name, string detail, long count) =>
        db.DailyCounts.Add(new DailyCount { Pool = new PoolId(BusyPool), Day = day, Name = name, Detail = detail, Count = count });

    private static void AddPeople(PasskeysDbContext db)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var number = 0; number < 40; number++)
        {
            var id = Guid.CreateVersion7().ToString("N");
            var name = $"person-{number}@busy.example";
            var handle = System.Security.Cryptography.RandomNumberGenerator.GetBytes(16);
            db.Users.Add(new PoolUser { Id = id, Pool = new PoolId(BusyPool), UserHandle = handle, UserName = name, NormalizedUserName = name.ToUpperInvariant(), CreatedAt = now });
            if (number % 3 == 0)
                continue;
            db.Passkeys.Add(new Passkey
            {
                Id = Guid.CreateVersion7().ToString("N"),
                UserId = id,
                Pool = new PoolId(BusyPool),
                CredentialId = handle,
                RpId = number % 5 == 0 ? FormerRpId : "localhost",
                Aaguid = Models[number % Models.Length],
                LastUsedAt = number % 2 == 0 ? now : null,
                Data = new IdentityPasskeyData { PublicKey = [1], ClientDataJson = [], AttestationObject = [] },
            });
        }
    }
}
