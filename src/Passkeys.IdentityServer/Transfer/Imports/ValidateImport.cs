namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>Looks at a whole file before anything of it is stored.</summary>
internal sealed class ValidateImport(CheckedRecords records, ImportLeases leases)
{
    /// <summary>What an import would do; null when the lease was lost meanwhile.</summary>
    /// <param name="plan">The import.</param>
    /// <param name="done">How many records an earlier attempt stored.</param>
    /// <param name="lease">Renewed as it goes; null for a dry run, which keeps nobody out.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ReportDraft?> ExecuteAsync(ImportPlan plan, int done, ImportLease? lease, CancellationToken ct)
    {
        var report = new ReportDraft();
        foreach (var part in records.Read(plan, done))
        {
            ct.ThrowIfCancellationRequested();
            if (lease is not null && !await leases.RenewAsync(lease, ct))
                return null;
            foreach (var judged in await records.JudgeAsync(part, ct))
                report.Add(judged);
        }
        if (report is { Total: 0, ErrorCount: 0 } && done == 0)
            report.Fail([new ImportError(0, "record", "at least one record is expected.")]);
        return report;
    }
}
