using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;
using Shouldly;
using Xunit;

namespace Passkeys.StorageTests;

/// <summary>What SQL Server would refuse, or take for something else, is not in the model. No server is asked.</summary>
public class SqlServerModelTests
{
    private const string Exact = "Latin1_General_100_BIN2";
    private const int LongestClusteredKey = 900;
    private const int LongestKey = 1700;

    // Design-time: only there do the clustering of keys and the collations stand.
    private static readonly IModel Model = Databases.With(Databases.SqlServer, db => db.GetService<IDesignTimeModel>().Model);

    public static TheoryData<string> DisplayTexts =>
    [
        $"{nameof(Pool)}.{nameof(Pool.Name)}",
        $"{nameof(PoolUser)}.{nameof(PoolUser.DisplayName)}",
        $"{nameof(PoolUser)}.{nameof(PoolUser.UserName)}",
        $"{nameof(PoolUser)}.{nameof(PoolUser.Email)}",
        $"{nameof(PoolUser)}.{nameof(PoolUser.PhoneNumber)}",
    ];

    private static IEnumerable<IEntityType> Tables => Model.GetEntityTypes().Where(type => !type.IsMappedToJson());

    private static IEnumerable<IProperty> Columns => Tables.SelectMany(type => type.GetProperties());

    [Fact]
    public void Every_table_is_in_the_schema_of_ours() => Tables.Select(type => type.GetSchema()).Distinct().ShouldBe([PasskeysDbContext.Schema]);

    [Fact]
    public void Text_is_compared_exactly_except_what_people_write_for_people() =>
        Columns.Where(column => IsText(column) && column.GetCollation() != Exact).Select(Name).Order(StringComparer.Ordinal)
            .ShouldBe(DisplayTexts.Select(row => row.Data).Order(StringComparer.Ordinal));

    // Server: "The index has maximum length of ... bytes": a warning when it is made, and an error when a long key is inserted.
    [Fact]
    public void No_key_of_an_index_can_become_too_long() =>
        Tables.SelectMany(type => type.GetIndexes())
            .Where(index => BytesOf(index.Properties) > (IsClustered(index) ? LongestClusteredKey : LongestKey))
            .Select(index => index.GetDatabaseName()).ShouldBeEmpty();

    [Fact]
    public void No_primary_key_can_become_too_long() =>
        Tables.Select(type => type.FindPrimaryKey()!)
            .Where(key => BytesOf(key.Properties) > (IsClustered(key) ? LongestClusteredKey : LongestKey))
            .Select(key => key.GetName()).ShouldBeEmpty();

    // Server: error 1785, "may cause cycles or multiple cascade paths".
    [Fact]
    public void No_table_is_reached_twice_by_what_a_delete_takes_along()
    {
        foreach (var table in Tables)
            Reached(table).GroupBy(type => type).Where(twice => twice.Count() > 1).Select(twice => twice.Key.DisplayName()).ShouldBeEmpty();
    }

    // A filtered index needs SET QUOTED_IDENTIFIER ON of every session that writes the table, and sqlcmd has it off.
    [Fact]
    public void No_index_has_a_filter() =>
        Tables.SelectMany(type => type.GetIndexes()).Where(index => index.GetFilter() is not null).Select(index => index.GetDatabaseName()).ShouldBeEmpty();

    // By a uniqueidentifier of version 7 the server would cluster at random: it compares the last bytes first.
    [Fact]
    public void No_table_is_clustered_by_a_Guid() =>
        Tables.Select(type => type.FindPrimaryKey()!).Where(key => IsClustered(key) && key.Properties[0].ClrType == typeof(Guid))
            .Select(key => key.GetName()).ShouldBeEmpty();

    [Fact]
    public void Points_in_time_keep_every_tick() =>
        Columns.Where(column => (Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType) == typeof(DateTimeOffset))
            .Select(column => column.GetColumnType()).Distinct().ShouldBe(["datetimeoffset"]);

    [Fact]
    public void Json_is_kept_as_text() =>
        Model.GetEntityTypes().Where(type => type.IsMappedToJson()).Select(type => type.GetContainerColumnType()).Distinct().ShouldBe(["nvarchar(max)"]);

    private static IEnumerable<IEntityType> Reached(IEntityType from) => from.GetReferencingForeignKeys()
        .Where(key => key.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull && !key.DeclaringEntityType.IsMappedToJson())
        .Select(key => key.DeclaringEntityType)
        .SelectMany(type => Reached(type).Prepend(type));

    private static bool IsText(IProperty column) => column.GetTypeMapping().Converter?.ProviderClrType == typeof(string)
        || (column.GetTypeMapping().Converter is null && column.ClrType == typeof(string));

    private static bool IsClustered(IReadOnlyAnnotatable keyOrIndex) =>
        (keyOrIndex.FindAnnotation("SqlServer:Clustered")?.Value as bool?) ?? keyOrIndex is IReadOnlyKey;

    private static int BytesOf(IReadOnlyList<IProperty> properties) => properties.Sum(BytesOf);

    // The size of a foreign key is that of the key it refers to; a column without any takes what it is given.
    private static int BytesOf(IProperty property) => property.GetRelationalTypeMapping() switch
    {
        { Size: null } when IsText(property) || property.ClrType == typeof(byte[]) => int.MaxValue / 8,
        { Size: { } characters } when IsText(property) => 2 * characters,
        { Size: { } bytes } when property.ClrType == typeof(byte[]) => bytes,
        _ => 16,
    };

    private static string Name(IProperty column) => $"{column.DeclaringType.ClrType.Name}.{column.Name}";
}
