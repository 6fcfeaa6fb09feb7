using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.SqlServer;
using Shouldly;
using Xunit;

namespace Passkeys.StorageTests;

/// <summary>What becomes of the core's shapes of queries on SQL Server. That each of its queries translates is tested where they run: TranslatesForSqlServer in the integration tests.</summary>
public class SqlServerQueryTests
{
    [Fact]
    public void A_list_of_ids_is_passed_as_parameters() => Sql(Ids(3)).ShouldNotContain("OPENJSON");

    [Fact]
    public void A_long_list_of_ids_is_compared_as_the_column_is() =>
        ExactLists.Compare(Sql(Ids(3000))).ShouldContain("COLLATE Latin1_General_100_BIN2 '$'");

    [Fact]
    public void A_batch_is_deleted_in_the_order_of_its_index() =>
        Databases.With(Databases.SqlServer, db => db.SpentIds.Where(s => s.ExpiresAt <= DateTimeOffset.UnixEpoch).OrderBy(s => s.ExpiresAt).Take(1000).ToQueryString())
            .ShouldContain("SELECT TOP(@p)");

    [Fact]
    public void A_credential_is_found_by_the_key_of_its_index()
    {
        var pool = new PoolId("demo");
        var hash = new byte[32];

        Databases.With(Databases.SqlServer, db => db.Passkeys.Where(p => p.Pool == pool && p.CredentialHash == hash).ToQueryString())
            .ShouldContain("WHERE [a].[Pool] = @pool AND [a].[CredentialHash] = @hash");
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(number => $"session-{number}")];

    private static string Sql(string[] ids) => Databases.With(Databases.SqlServer, db => db.Sessions.Where(s => ids.Contains(s.Id)).ToQueryString());
}
