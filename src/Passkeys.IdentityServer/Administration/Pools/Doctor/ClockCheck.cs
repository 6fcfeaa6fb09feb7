using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>This host's clock, against the database's and against those of the servers that were asked.</summary>
internal sealed class ClockCheck(PasskeysDbContext db, TimeProvider time) : IPoolCheck
{
    // Ids of one-time things are kept for five minutes more than they are good for (see ExpiredRows), and a Date header has whole seconds.
    private static readonly TimeSpan Little = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Much = TimeSpan.FromMinutes(1);

    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await ReadDatabaseAsync(ct) is { } database)
            yield return Compare("database", "the database's", time.GetUtcNow() - database);
        foreach (var (server, told) in examination.Times.DistinctBy(each => each.Server))
            yield return Compare(server, $"that of {server}", time.GetUtcNow() - told);
        if (examination.Times.Count == 0 && !HasClock)
            yield return Finding(FindingLevel.Good, "clock", "There is no other clock to compare this host's with.");
    }

    private bool HasClock => Sql is not null;

    // SQLite has this host's own.
    private string? Sql => db.Database.ProviderName switch
    {
        "Npgsql.EntityFrameworkCore.PostgreSQL" => "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint) AS \"Value\"",
        "Microsoft.EntityFrameworkCore.SqlServer" => "SELECT DATEDIFF_BIG(millisecond, '1970-01-01', SYSUTCDATETIME()) AS [Value]",
        _ => null,
    };

    private async Task<DateTimeOffset?> ReadDatabaseAsync(CancellationToken ct)
    {
        if (Sql is not { } sql)
            return null;
        // As a sequence: nothing is composed over a statement by hand.
        var read = await db.Database.SqlQueryRaw<long>(sql).ToListAsync(ct);
        return DateTimeOffset.FromUnixTimeMilliseconds(read[0]);
    }

    private static PoolFinding Compare(string subject, string whose, TimeSpan ahead)
    {
        var seconds = (long)ahead.Duration().TotalSeconds;
        var difference = $"This host's clock is {seconds} seconds {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} {whose}";
        if (ahead.Duration() >= Much)
            return Finding(FindingLevel.Wrong, subject, $"{difference}: codes and tokens expire too early or too late. Synchronise it (NTP).");
        return ahead.Duration() >= Little
            ? Finding(FindingLevel.Advice, subject, $"{difference}. Synchronise it (NTP).")
            : Finding(FindingLevel.Good, subject, $"This host's clock agrees with {whose}.");
    }

    private static PoolFinding Finding(FindingLevel level, string subject, string message) => new(PoolChecks.Clock, level, subject, message);
}
