using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Grants;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Transfer;
using Passkeys.IdentityServer.Users;
using Passkeys.IdentityServer.Webhooks;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Everything the extension and the embedded provider keep: one schema, whichever the engine and the database are.</summary>
public class PasskeysDbContext(DbContextOptions<PasskeysDbContext> options)
    : IdentityUserContext<PoolUser, string, IdentityUserClaim<string>, IdentityUserLogin<string>, IdentityUserToken<string>, Passkey>(options)
{
    /// <summary>
    /// The database schema of every table of ours, the history of migrations included, so that they live next to another application's in one
    /// database (docs/adr/0010). SQLite has no schemas: a file of its own there.
    /// </summary>
    public const string Schema = "passkeys";

    private const int KeyLength = 64;
    private const int IdentityKeyLength = 128;
    private const int ClientIdLength = 200;
    private const int AddressLength = 45;
    private const int ActorLength = 210;

    /// <summary>Identity pools.</summary>
    public DbSet<Pool> Pools => Set<Pool>();

    /// <summary>What was changed of pools, and by whom.</summary>
    public DbSet<PoolChange> PoolChanges => Set<PoolChange>();

    /// <summary>Credential records, in the table of ASP.NET Core Identity's passkeys.</summary>
    public DbSet<Passkey> Passkeys => Set<Passkey>();

    /// <summary>Authentications that tokens and cookies stand on.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>One-time things that were used.</summary>
    public DbSet<SpentId> SpentIds => Set<SpentId>();

    /// <summary>One-time result codes.</summary>
    public DbSet<ResultCode> ResultCodes => Set<ResultCode>();

    /// <summary>Mailed codes.</summary>
    public DbSet<OneTimeCode> OneTimeCodes => Set<OneTimeCode>();

    /// <summary>The audit trail.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>The ends of the audit's chains.</summary>
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    /// <summary>Links to a new passkey that wait for a second administrator.</summary>
    public DbSet<EnrolmentRequest> EnrolmentRequests => Set<EnrolmentRequest>();

    /// <summary>What happened how often.</summary>
    public DbSet<DailyCount> DailyCounts => Set<DailyCount>();

    /// <summary>Imports of people and credentials.</summary>
    public DbSet<ImportJob> ImportJobs => Set<ImportJob>();

    /// <summary>Clients of the embedded provider that administrators keep.</summary>
    public DbSet<RegisteredClient> RegisteredClients => Set<RegisteredClient>();

    /// <summary>Signing keys of the embedded provider.</summary>
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    /// <summary>Token families of the embedded provider.</summary>
    public DbSet<TokenFamily> TokenFamilies => Set<TokenFamily>();

    /// <summary>Refresh and reference tokens of the embedded provider.</summary>
    public DbSet<StoredToken> StoredTokens => Set<StoredToken>();

    /// <summary>Authorization codes of the embedded provider.</summary>
    public DbSet<AuthorizationCode> AuthorizationCodes => Set<AuthorizationCode>();

    /// <summary>Pushed authorization requests of the embedded provider.</summary>
    public DbSet<PushedRequest> PushedRequests => Set<PushedRequest>();

    /// <summary>Remembered consents of the embedded provider.</summary>
    public DbSet<Consent> Consents => Set<Consent>();

    /// <summary>Clients that sessions signed in to.</summary>
    public DbSet<SessionClient> SessionClients => Set<SessionClient>();

    /// <summary>Sign-outs that clients are still to be told of.</summary>
    public DbSet<LogoutNotification> LogoutNotifications => Set<LogoutNotification>();

    /// <summary>Addresses that are told what happens in a pool.</summary>
    public DbSet<WebhookSubscription> WebhookSubscriptions => Set<WebhookSubscription>();

    /// <summary>What those addresses were told, or are still to be.</summary>
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>How much of each limit was used.</summary>
    public DbSet<RateCounter> RateCounters => Set<RateCounter>();

    /// <summary>Secrets that all nodes share.</summary>
    public DbSet<HostSecret> HostSecrets => Set<HostSecret>();

    /// <summary>Keys of ASP.NET Core Data Protection.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc />
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    private bool IsSqlite => Database.ProviderName is "Microsoft.EntityFrameworkCore.Sqlite";

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<PoolId>().HaveConversion<PoolIdConverter>().HaveMaxLength(PoolId.MaxLength);

        // SQLite has no type for a point in time; as a number it sorts and compares.
        if (IsSqlite)
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        if (!IsSqlite)
            builder.HasDefaultSchema(Schema);
        MapPools(builder);
        MapUsers(builder);
        MapUserKeys(builder);
        MapPasskeys(builder);
        MapCeremonies(builder);
        MapEngine(builder);
        MapAuthorization(builder);
        MapWebhooks(builder);
        MapAdministration(builder);
        MapHost(builder);
    }

    private void MapPools(ModelBuilder builder)
    {
        builder.Entity<Pool>(MapPool);
        builder.Entity<PoolChange>(change =>
        {
            change.HasIndex(c => new { c.Pool, c.At });
            change.Property(c => c.Actor).HasMaxLength(ActorLength);
        });
    }

    private void MapPool(EntityTypeBuilder<Pool> pool)
    {
        pool.HasKey(p => p.Id);
        Sorted(pool.Property(p => p.Id));
        pool.Property(p => p.Name).HasMaxLength(200);
        Sorted(pool.Property(p => p.NormalizedName).HasMaxLength(200));
        pool.HasIndex(p => p.NormalizedName);
        pool.Property(p => p.RpId).HasMaxLength(253);
        pool.HasIndex(p => p.RpId);
        pool.Property(p => p.Policy).HasConversion<PolicyConverter>();
        pool.Property(p => p.Version).IsConcurrencyToken();
    }

    // What lists are sorted and searched by is compared by code points everywhere, so that what begins with a text lies side by side in the index. SQLite
    // does so by itself; for SQL Server see its model.
    private void Sorted<T>(PropertyBuilder<T> text)
    {
        if (Database.ProviderName is "Npgsql.EntityFrameworkCore.PostgreSQL")
            text.UseCollation("C");
    }

    // The unique names of ASP.NET Core Identity are unique in their pool here.
    private void MapUsers(ModelBuilder builder) => builder.Entity<PoolUser>(user =>
    {
        foreach (var global in user.Metadata.GetIndexes().ToList())
            user.Metadata.RemoveIndex(global);

        user.Property(u => u.Id).HasMaxLength(KeyLength);
        // Without a name nobody could be found; and SQL Server makes the unique index of a column that may be null a filtered one.
        Sorted(user.Property(u => u.NormalizedUserName).IsRequired());
        user.HasIndex(u => new { u.Pool, u.NormalizedUserName }).HasDatabaseName("UserNameIndex").IsUnique();
        user.HasIndex(u => new { u.Pool, u.NormalizedEmail }).HasDatabaseName("EmailIndex");
        user.Property(u => u.UserHandle).HasMaxLength(64);
        user.HasIndex(u => new { u.Pool, u.UserHandle }).IsUnique();
        user.Property(u => u.DisplayName).HasMaxLength(200);
        Sorted(user.Property(u => u.NormalizedDisplayName).HasMaxLength(200));
        user.HasIndex(u => new { u.Pool, u.NormalizedDisplayName });
        user.Property(u => u.PhoneNumber).HasMaxLength(256);
        user.HasMany<Passkey>().WithOne().HasForeignKey(p => p.UserId).IsRequired();
        user.HasOne<Pool>().WithMany().HasForeignKey(u => u.Pool);
    });

    // Identity's own lengths, said again because the base class sets them only where Identity's options are registered.
    private static void MapUserKeys(ModelBuilder builder)
    {
        builder.Entity<IdentityUserLogin<string>>().Property(login => login.LoginProvider).HasMaxLength(IdentityKeyLength);
        builder.Entity<IdentityUserLogin<string>>().Property(login => login.ProviderKey).HasMaxLength(IdentityKeyLength);
        builder.Entity<IdentityUserToken<string>>().Property(token => token.LoginProvider).HasMaxLength(IdentityKeyLength);
        builder.Entity<IdentityUserToken<string>>().Property(token => token.Name).HasMaxLength(IdentityKeyLength);
    }

    // What schema version 3 of ASP.NET Core Identity says is said again, because the base class maps it only where the options of
    // Identity ask for it. The same credential id may be known to two pools, so it is no primary key.
    private static void MapPasskeys(ModelBuilder builder) => builder.Entity<Passkey>(passkey =>
    {
        passkey.ToTable("AspNetUserPasskeys");
        passkey.OwnsOne(p => p.Data, data => data.ToJson());
        passkey.HasKey(p => p.Id);
        passkey.Property(p => p.Id).HasMaxLength(KeyLength);
        passkey.Property(p => p.CredentialId).HasMaxLength(CredentialId.MaxLength).IsRequired();
        // The hash first: what a pool knows, and what any other pool knows, is then found by one index.
        passkey.Property(p => p.CredentialHash).HasMaxLength(CredentialId.HashLength).IsFixedLength().IsRequired();
        passkey.HasIndex(p => new { p.CredentialHash, p.Pool }).IsUnique();
        passkey.HasIndex(p => p.UserId);
        passkey.HasIndex(p => new { p.Pool, p.RpId });
        passkey.HasIndex(p => new { p.Pool, p.Aaguid });
        passkey.Property(p => p.RpId).HasMaxLength(253);
    });

    private static void MapCeremonies(ModelBuilder builder)
    {
        builder.Entity<SpentId>(spent =>
        {
            spent.HasKey(s => new { s.Purpose, s.Id });
            spent.Property(s => s.Purpose).HasMaxLength(20);
            spent.Property(s => s.Id).HasMaxLength(100);
            spent.HasIndex(s => s.ExpiresAt);
        });
        builder.Entity<ResultCode>(code =>
        {
            code.HasKey(c => c.Hash);
            code.Property(c => c.Hash).HasMaxLength(KeyLength);
            code.Property(c => c.ClientId).HasMaxLength(ClientIdLength);
            code.Property(c => c.SessionId).HasMaxLength(KeyLength);
            code.Property(c => c.UserId).HasMaxLength(KeyLength);
            code.Property(c => c.PasskeyId).HasMaxLength(KeyLength);
            code.Property(c => c.IpAddress).HasMaxLength(AddressLength);
            code.HasIndex(c => c.SessionId);
            code.HasIndex(c => c.ExpiresAt);
        });
        builder.Entity<OneTimeCode>(code =>
        {
            code.Property(c => c.Id).HasMaxLength(KeyLength);
            code.HasIndex(c => new { c.Pool, c.UserId, c.Purpose });
            code.HasIndex(c => new { c.Pool, c.Hash });
            code.HasIndex(c => c.ExpiresAt);
            code.Property(c => c.Purpose).HasMaxLength(20);
            code.Property(c => c.UserId).HasMaxLength(KeyLength);
            code.Property(c => c.Hash).HasMaxLength(KeyLength);
        });
        builder.Entity<AuditEntry>(entry =>
        {
            entry.HasIndex(e => new { e.Pool, e.At });
            entry.HasIndex(e => new { e.Pool, e.UserId, e.At });
            entry.HasIndex(e => new { e.Pool, e.Event, e.At });
            entry.HasIndex(e => new { e.Pool, e.Sequence }).IsUnique();
            // What waits for its seal is never much.
            entry.HasIndex(e => e.Id, "AuditUnsealed").HasFilter("\"Sequence\" IS NULL");
            entry.Property(e => e.Hash).HasMaxLength(KeyLength);
            entry.Property(e => e.Event).HasMaxLength(50);
            entry.Property(e => e.Outcome).HasMaxLength(20);
            entry.Property(e => e.Reason).HasMaxLength(100);
            entry.Property(e => e.UserId).HasMaxLength(KeyLength);
            entry.Property(e => e.PasskeyId).HasMaxLength(KeyLength);
            entry.Property(e => e.ClientId).HasMaxLength(ClientIdLength);
            entry.Property(e => e.IpAddress).HasMaxLength(AddressLength);
            entry.Property(e => e.Actor).HasMaxLength(ActorLength);
        });
    }

    private static void MapEngine(ModelBuilder builder)
    {
        builder.Entity<Session>(session =>
        {
            session.Property(s => s.Id).HasMaxLength(KeyLength);
            session.Property(s => s.UserId).HasMaxLength(KeyLength);
            session.Property(s => s.PasskeyId).HasMaxLength(KeyLength);
            session.Property(s => s.ClientId).HasMaxLength(ClientIdLength);
            session.HasIndex(s => new { s.Pool, s.UserId });
            session.HasIndex(s => s.PasskeyId);
            session.HasIndex(s => s.ExpiresAt);
        });
        builder.Entity<SigningKey>().Property(k => k.Id).HasMaxLength(KeyLength);
        builder.Entity<TokenFamily>(family =>
        {
            family.Property(f => f.Id).HasMaxLength(KeyLength);
            family.Property(f => f.SessionId).HasMaxLength(KeyLength);
            family.Property(f => f.UserId).HasMaxLength(KeyLength);
            family.Property(f => f.ClientId).HasMaxLength(ClientIdLength);
            family.HasIndex(f => f.SessionId);
            family.HasIndex(f => new { f.Pool, f.UserId });
            family.HasIndex(f => f.ExpiresAt);
        });
        builder.Entity<StoredToken>(token =>
        {
            token.HasKey(t => t.Hash);
            token.Property(t => t.Hash).HasMaxLength(KeyLength);
            token.Property(t => t.FamilyId).HasMaxLength(KeyLength);
            token.Property(t => t.Kind).HasMaxLength(20);
            token.HasIndex(t => t.FamilyId);
            token.HasIndex(t => t.ExpiresAt);
        });
    }

    private static void MapAuthorization(ModelBuilder builder)
    {
        builder.Entity<AuthorizationCode>(code =>
        {
            code.HasKey(c => c.Hash);
            code.Property(c => c.Hash).HasMaxLength(KeyLength);
            code.Property(c => c.SessionId).HasMaxLength(KeyLength);
            code.Property(c => c.UserId).HasMaxLength(KeyLength);
            code.Property(c => c.ClientId).HasMaxLength(ClientIdLength);
            code.Property(c => c.FamilyId).HasMaxLength(KeyLength);
            code.HasIndex(c => c.SessionId);
            code.HasIndex(c => c.ExpiresAt);
        });
        builder.Entity<PushedRequest>(request =>
        {
            request.HasKey(r => r.Hash);
            request.Property(r => r.Hash).HasMaxLength(KeyLength);
            request.Property(r => r.ClientId).HasMaxLength(ClientIdLength);
            request.HasIndex(r => r.ExpiresAt);
        });
        builder.Entity<Consent>(consent =>
        {
            consent.HasKey(c => new { c.Pool, c.UserId, c.ClientId });
            consent.Property(c => c.UserId).HasMaxLength(KeyLength);
            consent.Property(c => c.ClientId).HasMaxLength(ClientIdLength);
            consent.HasOne<PoolUser>().WithMany().HasForeignKey(c => c.UserId);
        });
        builder.Entity<SessionClient>(client =>
        {
            client.HasKey(c => new { c.SessionId, c.ClientId });
            client.Property(c => c.SessionId).HasMaxLength(KeyLength);
            client.Property(c => c.ClientId).HasMaxLength(ClientIdLength);
            client.Property(c => c.UserId).HasMaxLength(KeyLength);
            client.HasOne<Session>().WithMany().HasForeignKey(c => c.SessionId);
        });
        builder.Entity<LogoutNotification>(notification =>
        {
            notification.Property(n => n.ClientId).HasMaxLength(ClientIdLength);
            notification.Property(n => n.SessionId).HasMaxLength(KeyLength);
            notification.Property(n => n.UserId).HasMaxLength(KeyLength);
            notification.HasIndex(n => n.NextAttemptAt);
        });
    }

    private static void MapWebhooks(ModelBuilder builder)
    {
        builder.Entity<WebhookSubscription>(subscription =>
        {
            subscription.HasIndex(s => s.Pool);
            subscription.Property(s => s.Url).HasMaxLength(2000);
            subscription.Property(s => s.Events).HasMaxLength(2000);
        });
        builder.Entity<WebhookDelivery>(delivery =>
        {
            // No foreign key: a node that has not heard yet that a subscription is gone must not fail at what it writes an event of.
            delivery.HasIndex(d => new { d.Pool, d.SubscriptionId, d.CreatedAt });
            delivery.HasIndex(d => d.NextAttemptAt);
            delivery.HasIndex(d => d.ExpiresAt);
            delivery.Property(d => d.Event).HasMaxLength(50);
            delivery.Property(d => d.Status).HasConversion<string>().HasMaxLength(20);
            delivery.Property(d => d.LastError).HasMaxLength(200);
        });
        builder.Entity<RateCounter>(counter =>
        {
            counter.HasKey(c => c.Key);
            counter.Property(c => c.Key).HasMaxLength(KeyLength);
            counter.HasIndex(c => c.ExpiresAt);
        });
    }

    private static void MapAdministration(ModelBuilder builder)
    {
        builder.Entity<AuditHead>(head =>
        {
            head.HasKey(h => h.Chain);
            head.Property(h => h.Chain).HasMaxLength(PoolId.MaxLength);
            head.Property(h => h.Hash).HasMaxLength(KeyLength);
            head.Property(h => h.RemovedHash).HasMaxLength(KeyLength);
            head.Property(h => h.Seal).HasMaxLength(KeyLength);
        });
        builder.Entity<EnrolmentRequest>(request =>
        {
            request.HasIndex(r => new { r.Pool, r.RequestedAt });
            request.HasIndex(r => r.ExpiresAt);
            request.Property(r => r.UserId).HasMaxLength(KeyLength);
            request.Property(r => r.RequestedBy).HasMaxLength(ActorLength);
            request.Property(r => r.DecidedBy).HasMaxLength(ActorLength);
            request.Property(r => r.Reason).HasMaxLength(500);
        });
        builder.Entity<DailyCount>(count =>
        {
            count.HasKey(c => new { c.Pool, c.Day, c.Name, c.Detail });
            count.Property(c => c.Name).HasMaxLength(50);
            count.Property(c => c.Detail).HasMaxLength(100);
        });
        builder.Entity<ImportJob>(job =>
        {
            job.HasIndex(j => new { j.Pool, j.StartedAt });
            job.Property(j => j.Format).HasMaxLength(40);
            job.Property(j => j.FileHash).HasMaxLength(KeyLength);
            job.Property(j => j.Actor).HasMaxLength(ActorLength);
        });
        builder.Entity<RegisteredClient>(client =>
        {
            client.HasKey(c => c.ClientId);
            client.Property(c => c.ClientId).HasMaxLength(ClientIdLength);
            client.Property(c => c.Name).HasMaxLength(200);
            client.Property(c => c.Version).IsConcurrencyToken();
        });
    }

    private static void MapHost(ModelBuilder builder)
    {
        builder.Entity<HostSecret>().HasKey(s => s.Name);
        builder.Entity<HostSecret>().Property(s => s.Name).HasMaxLength(KeyLength);
        builder.Entity<DataProtectionKey>().HasIndex(k => k.FriendlyName);
        builder.Entity<DataProtectionKey>().Property(k => k.FriendlyName).HasMaxLength(200);
    }

    private sealed class PoolIdConverter() : ValueConverter<PoolId, string>(id => id.Value, value => new PoolId(value));

    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class PolicyConverter() : ValueConverter<PoolPolicy, string>(
        policy => JsonSerializer.Serialize(policy, JsonSerializerOptions.Web),
        json => JsonSerializer.Deserialize<PoolPolicy>(json, JsonSerializerOptions.Web)!);
}
