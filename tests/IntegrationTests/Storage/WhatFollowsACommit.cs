using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Storage;

/// <summary><see cref="AfterCommit"/>: what is told others is certain.</summary>
public sealed class WhatFollowsACommit(SharedHosts hosts) : IAsyncLifetime
{
    private AsyncServiceScope _scope;
    private int _runs;

    private PasskeysDbContext Db => _scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();

    private AfterCommit AfterCommit => _scope.ServiceProvider.GetRequiredService<AfterCommit>();

    public ValueTask InitializeAsync()
    {
        _scope = hosts.Sqlite.Services.CreateAsyncScope();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Happens_once_after_a_transaction()
    {
        await using var transaction = await Db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Wait();
        await SaveSomethingAsync();
        _runs.ShouldBe(0);

        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        _runs.ShouldBe(1);
    }

    [Fact]
    public async Task Happens_after_a_save_without_a_transaction()
    {
        Wait();
        _runs.ShouldBe(0);

        await SaveSomethingAsync();

        _runs.ShouldBe(1);
    }

    [Fact]
    public async Task Does_not_happen_when_it_is_rolled_back()
    {
        await using (var transaction = await Db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            Wait();
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await SaveSomethingAsync();

        _runs.ShouldBe(0);
    }

    [Fact]
    public async Task Does_not_happen_in_the_transaction_after_one_that_was_left()
    {
        await using (await Db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
            Wait();

        await using var next = await Db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await next.CommitAsync(TestContext.Current.CancellationToken);

        _runs.ShouldBe(0);
    }

    [Fact]
    public async Task That_fails_does_not_look_like_a_failure_of_what_was_done()
    {
        AfterCommit.Run(() => throw new InvalidOperationException("The bell does not ring."));

        await SaveSomethingAsync();

        (await Db.SpentIds.CountAsync(spent => spent.Purpose == "bell", TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
    }

    private void Wait() => AfterCommit.Run(() =>
    {
        _runs++;
        return Task.CompletedTask;
    });

    private Task SaveSomethingAsync()
    {
        Db.SpentIds.Add(new SpentId { Purpose = "bell", Id = Guid.CreateVersion7().ToString(), ExpiresAt = hosts.Sqlite.Clock.GetUtcNow() });
        return Db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
