using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.Scale;

/// <summary>A host over PostgreSQL with 10,000 pools and 1,000,000 people, half of them in one pool. What fills it is one statement a table.</summary>
public sealed class CrowdedHost : IAsyncLifetime
{
    public const int People = 1_000_000;
    public const int Pools = 10_000;

    // Indexes are made once all is there: that takes a fraction of the time.
    private const string Fill = """
        SET LOCAL session_replication_role = replica;
        INSERT INTO passkeys."Pools" SELECT (jsonb_populate_record(p, jsonb_build_object('Id', 'crowd-' || n, 'Name', 'Crowd ' || n, 'NormalizedName', 'CROWD ' || n, 'CreatedAt', '2000-01-01T00:00:00Z'))).*
          FROM passkeys."Pools" p, generate_series(1, 10000) n WHERE p."Id" = 'demo';
        CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'passkeys' AND tablename = 'AspNetUsers' AND indexname <> 'PK_AspNetUsers';
        DO $$ DECLARE each record; BEGIN FOR each IN SELECT * FROM kept LOOP EXECUTE format('DROP INDEX passkeys.%I', each.indexname); END LOOP; END $$;
        INSERT INTO passkeys."AspNetUsers" ("Id", "Pool", "UserHandle", "UserName", "NormalizedUserName", "Email", "NormalizedEmail", "DisplayName", "NormalizedDisplayName", "Status", "CreatedAt",
            "EmailConfirmed", "PhoneNumberConfirmed", "TwoFactorEnabled", "LockoutEnabled", "AccessFailedCount")
          SELECT 'crowd' || n, 'crowd-' || CASE WHEN n % 2 = 0 THEN 1 ELSE n % 10000 END, decode(lpad(to_hex(n), 8, '0'), 'hex'),
            'person' || n || '@example.com', 'PERSON' || n || '@EXAMPLE.COM', 'person' || n || '@example.com', 'PERSON' || n || '@EXAMPLE.COM', 'Ada ' || n, 'ADA ' || n, 0, now(),
            false, false, false, false, 0
          FROM generate_series(1, 1000000) n;
        DO $$ DECLARE each record; BEGIN FOR each IN SELECT * FROM kept LOOP EXECUTE each.indexdef; END LOOP; END $$;
        INSERT INTO passkeys."Sessions" ("Id", "Pool", "UserId", "AuthenticatedAt", "Amr", "Acr", "ExpiresAt")
          SELECT 'session' || n, 'crowd-1', 'crowd' || (2 + n % 50000 * 2), now(), 'pop user', 'phr', now() + interval '30 days' FROM generate_series(1, 100000) n;
        INSERT INTO passkeys."Audit" ("Id", "At", "Pool", "Event", "Outcome", "UserId", "Actor")
          SELECT gen_random_uuid(), now() - n * interval '1 second', 'crowd-1', CASE WHEN n % 10 = 0 THEN 'sign-up' ELSE 'sign-in' END, 'success', 'crowd' || (2 + n % 1000 * 2), 'anonymous' FROM generate_series(1, 50000) n;
        """;

    internal CapturedQueries Queries { get; } = new();

    public HostFixture Host { get; }

    public CrowdedHost() => Host = new HostFixture(TestDatabase.PostgreSql(), TestClients.Settings)
    {
        Alter = services => services.ConfigureDbContext<PasskeysDbContext>(options => options.AddInterceptors(Queries)),
    };

    public async ValueTask InitializeAsync()
    {
        await Host.StartAsync();
        await Host.QueryAsync(async db =>
        {
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync(Fill);
            await transaction.CommitAsync();
            return await db.Database.ExecuteSqlRawAsync("ANALYZE");
        });
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>The plan by which a query is answered.</summary>
    internal Task<string> ExplainAsync(Captured query) => Host.QueryAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The text is that of the host's own query.
        command.CommandText = "EXPLAIN (ANALYZE, FORMAT JSON) " + query.Text;
#pragma warning restore CA2100
        foreach (var parameter in query.Parameters)
            command.Parameters.Add((DbParameter)((ICloneable)parameter).Clone());
        return (string)(await command.ExecuteScalarAsync())!;
    });
}
