using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Passkeys.IdentityServer.SqlServer;

/// <summary>
/// Gives the texts of a long list the collation of the columns they are compared with. EF Core passes a list of more than 2098 values as JSON, whose texts have
/// the database's own collation: compared with ours, the server says "Cannot resolve the collation conflict" (dotnet/efcore issue 32147).
/// </summary>
internal sealed partial class ExactLists : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Compare(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Compare(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Compare(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Compare(command);
        return ValueTask.FromResult(result);
    }

    /// <summary>The statement with the collation in each list of texts.</summary>
    internal static string Compare(string sql) => ListOfTexts().Replace(sql, $"${{list}} COLLATE {SqlServerModel.ExactCollation}");

    private static void Compare(DbCommand command)
    {
        if (command.CommandText.Contains("OPENJSON(", StringComparison.Ordinal))
#pragma warning disable CA2100 // The statement is EF's; what is added is a constant.
            command.CommandText = Compare(command.CommandText);
#pragma warning restore CA2100
    }

    [GeneratedRegex(@"(?<list>WITH \(\[value\] nvarchar\((?:\d+|max)\))(?= '\$'\))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListOfTexts();
}
