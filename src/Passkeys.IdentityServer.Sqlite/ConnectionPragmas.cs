using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Passkeys.IdentityServer.Sqlite;

/// <summary>What every connection of ours needs to be told.</summary>
internal sealed class ConnectionPragmas : DbConnectionInterceptor
{
    // Waiting inside SQLite wakes up much sooner than the retries of Microsoft.Data.Sqlite. synchronous stays FULL:
    // what was claimed once must stay claimed after a power cut.
    private const string EachConnection = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;";

    // Readers do not wait for the writer then. The file remembers it.
    private const string EachFile = "PRAGMA journal_mode = WAL;";

    private volatile bool _fileIsPrepared;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Statements(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Statements(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string Statements(DbConnection connection)
    {
        var readOnly = new SqliteConnectionStringBuilder(connection.ConnectionString).Mode is SqliteOpenMode.ReadOnly;
        if (_fileIsPrepared || readOnly)
            return EachConnection;
        _fileIsPrepared = true;
        return EachConnection + EachFile;
    }
}
