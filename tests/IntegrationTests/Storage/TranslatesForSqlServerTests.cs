using Microsoft.EntityFrameworkCore;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Storage;

/// <summary>The check itself: it would notice.</summary>
public class TranslatesForSqlServerTests(SharedHosts hosts)
{
    [Fact]
    public async Task A_query_that_SQL_Server_does_not_know_fails_here_too()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(
            () => hosts.Sqlite.QueryAsync(db => db.Users.AnyAsync(user => EF.Functions.Glob(user.Id, "a*"))));

        failure.Message.ShouldStartWith("Not for SQL Server");
    }

    [Fact]
    public async Task A_query_that_it_knows_runs() =>
        (await hosts.Sqlite.QueryAsync(db => db.Pools.AnyAsync(pool => pool.Id == new IdentityServer.Pools.PoolId("demo")))).ShouldBeTrue();
}
