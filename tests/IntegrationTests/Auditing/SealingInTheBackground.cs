using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Auditing;

/// <summary>Sealing goes on beside the requests: none waits for it, and none has to ask for it.</summary>
public sealed class SealingInTheBackground(AuditHosts hosts) : IClassFixture<AuditHosts>
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_sign_in_is_sealed_moments_later()
    {
        var watch = new SealWatch();
        await using var host = new HostFixture(TestDatabase.Sqlite(), TestClients.Settings)
        {
            Alter = services => services.ConfigureDbContext<PasskeysDbContext>(options => options.AddInterceptors(watch)),
        };
        await host.StartAsync();
        var site = host.Pool("demo");

        var (phone, _) = await site.NewPersonAsync();
        using (phone)
            await site.SignInAsync(phone);

        await watch.Sealed(AuditEvent.SignIn).WaitAsync(Enough, TestContext.Current.CancellationToken);
        (await host.VerifyAsync(site)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task What_waits_when_a_host_stops_is_sealed()
    {
        var host = await hosts.OnAsync("Sqlite");
        var site = await host.NewPoolAsync();
        await host.AddEntriesAsync(site, 3);
        using var service = new AuditSealingService(
            host.Services.GetRequiredService<AuditSealing>(), new AuditSignal(), host.Clock, Options.Create(new AuditOptions()), NullLogger<AuditSealingService>.Instance);

        await service.StopAsync(TestContext.Current.CancellationToken);

        (await host.WaitingAsync(site)).ShouldBe(0);
    }

    // A sealer that holds all it ever holds, and does not go on.
    [Fact]
    public async Task A_sign_in_does_not_wait_for_a_sealer_that_hangs()
    {
        var host = await hosts.OnAsync("PostgreSql");
        var site = await host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        await host.SealAsync(site);
        await host.AddEntriesAsync(site, 1);

        await host.QueryAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.AuditHeads.Where(head => head.Chain == site.Pool).ExecuteUpdateAsync(set => set.SetProperty(head => head.Seal, head => head.Seal));
            await db.Audit.Where(entry => entry.Pool == new PoolId(site.Pool)).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Hash, entry => entry.Hash));
            await site.SignInAsync(phone).WaitAsync(Enough);
            await transaction.RollbackAsync();
            return true;
        });

        phone.Dispose();
        await host.SealAsync(site);
        (await host.VerifyAsync(site)).Problem.ShouldBeNull();
    }

    private sealed class SealWatch : DbTransactionInterceptor, ISaveChangesInterceptor
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource> _sealed = new(StringComparer.Ordinal);
        private readonly System.Collections.Concurrent.ConcurrentDictionary<DbContext, string[]> _saved = [];

        public Task Sealed(string @event) => Source(@event).Task;

        public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            _saved[eventData.Context!] = [.. eventData.Context!.ChangeTracker.Entries<AuditEntry>().Where(entry => entry.Entity.Sequence is not null).Select(entry => entry.Entity.Event)];
            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            foreach (var @event in _saved.GetValueOrDefault(eventData.Context!, []))
                Source(@event).TrySetResult();
            return Task.CompletedTask;
        }

        private TaskCompletionSource Source(string @event) => _sealed.GetOrAdd(@event, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
