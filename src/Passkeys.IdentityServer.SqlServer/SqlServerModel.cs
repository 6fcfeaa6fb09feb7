using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Transfer;
using Passkeys.IdentityServer.Users;
using Passkeys.IdentityServer.Webhooks;

namespace Passkeys.IdentityServer.SqlServer;

/// <summary>What the model says on SQL Server only (docs/sql-server.md).</summary>
internal sealed class SqlServerModel(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    /// <summary>Compares code points. A server's own collation, as a rule, takes <c>a</c> for <c>A</c>: wrong for ids, hashes and codes, which are base64url.</summary>
    internal const string ExactCollation = "Latin1_General_100_BIN2";

    // Written by people for people; compared and sorted as the database is used to.
    private static readonly HashSet<(Type, string)> DisplayTexts =
    [
        (typeof(Pool), nameof(Pool.Name)),
        (typeof(PoolUser), nameof(PoolUser.DisplayName)),
        (typeof(PoolUser), nameof(PoolUser.UserName)),
        (typeof(PoolUser), nameof(PoolUser.Email)),
        (typeof(PoolUser), nameof(PoolUser.PhoneNumber)),
    ];

    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var type in modelBuilder.Model.GetEntityTypes())
        {
            if (type.IsMappedToJson())
                KeepJsonAsText(type);
            else
                CompareExactly(type);
        }
        ClusterByTime(modelBuilder);
        LeaveOutFilters(modelBuilder.Entity<AuditEntry>());
    }

    // A filtered index needs SET QUOTED_IDENTIFIER ON of whoever writes the table. Without one the head of the chain alone says that a number is given once.
    private static void LeaveOutFilters(EntityTypeBuilder<AuditEntry> audit)
    {
        audit.HasIndex(entry => new { entry.Pool, entry.Sequence }).IsUnique(false);
        audit.Metadata.RemoveIndex(audit.Metadata.FindIndex("AuditUnsealed")!);
        audit.HasIndex(entry => new { entry.Sequence, entry.Id });
    }

    // Whatever compatibility level a host sets for EF: the type json would need SQL Server 2025, and would make the model another one.
    private static void KeepJsonAsText(IMutableEntityType type)
    {
        if (type.FindOwnership()?.PrincipalEntityType.IsMappedToJson() is false)
            type.SetContainerColumnType("nvarchar(max)");
    }

    private static void CompareExactly(IMutableEntityType type)
    {
        foreach (var text in type.GetProperties().Where(IsText))
        {
            if (!DisplayTexts.Contains((type.ClrType, text.Name)))
                text.SetCollation(ExactCollation);
        }
    }

    private static bool IsText(IMutableProperty property) =>
        (property.GetProviderClrType() ?? property.GetValueConverter()?.ProviderClrType ?? property.ClrType) == typeof(string);

    // SQL Server sorts a uniqueidentifier by its last bytes first, and those of a version 7 UUID are random: clustered by it, every row would land
    // on another page. These tables grow at the end of an index that is read in that order anyway.
    private static void ClusterByTime(ModelBuilder builder)
    {
        builder.Entity<AuditEntry>().HasKey(entry => entry.Id).IsClustered(false);
        builder.Entity<AuditEntry>().HasIndex(entry => new { entry.Pool, entry.At }).IsClustered();
        builder.Entity<PoolChange>().HasKey(change => change.Id).IsClustered(false);
        builder.Entity<PoolChange>().HasIndex(change => new { change.Pool, change.At }).IsClustered();
        builder.Entity<EnrolmentRequest>().HasKey(request => request.Id).IsClustered(false);
        builder.Entity<EnrolmentRequest>().HasIndex(request => new { request.Pool, request.RequestedAt }).IsClustered();
        builder.Entity<ImportJob>().HasKey(job => job.Id).IsClustered(false);
        builder.Entity<ImportJob>().HasIndex(job => new { job.Pool, job.StartedAt }).IsClustered();
        builder.Entity<LogoutNotification>().HasKey(notification => notification.Id).IsClustered(false);
        builder.Entity<LogoutNotification>().HasIndex(notification => notification.NextAttemptAt).IsClustered();
        builder.Entity<WebhookSubscription>().HasKey(subscription => subscription.Id).IsClustered(false);
        builder.Entity<WebhookSubscription>().HasIndex(subscription => subscription.Pool).IsClustered();
        builder.Entity<WebhookDelivery>().HasKey(delivery => delivery.Id).IsClustered(false);
        builder.Entity<WebhookDelivery>().HasIndex(delivery => new { delivery.Pool, delivery.SubscriptionId, delivery.CreatedAt }).IsClustered();
    }
}
