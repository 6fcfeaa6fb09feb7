using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Transfer.Formats;

namespace Passkeys.IdentityServer.Transfer.Imports;

internal sealed class ImportCredentials(
    IEnumerable<IImportFormat> formats,
    ValidateImport validation,
    StoreImport store,
    ImportJobs jobs,
    ImportLeases leases,
    BackgroundImports background,
    IOptions<TransferOptions> options,
    TimeProvider time) : ICredentialImport
{
    public async Task<ImportOutcome> ImportAsync(Pool pool, ImportRequest request, Stream file, Administrator by, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var begun = await BeginAsync(pool, request, file, by, ct);
        if (begun is not Begun.Ready ready)
            return ((Begun.Ended)begun).Outcome;
        using var content = ready.Plan.File;
        try
        {
            progress?.Report(new ImportProgress(ready.Job.Done, ready.Job.Total));
            return await FinishAsync(ready, progress, ct);
        }
        finally
        {
            await leases.GiveBackAsync(ready.Lease);
        }
    }

    public async Task<ImportOutcome> StartAsync(Pool pool, ImportRequest request, Stream file, Administrator by, CancellationToken ct)
    {
        var begun = await BeginAsync(pool, request, file, by, ct);
        if (begun is not Begun.Ready ready)
            return ((Begun.Ended)begun).Outcome;
        await background.AddAsync(ready);
        return new ImportOutcome.Checked(ready.Report with { Id = ready.Job.Id });
    }

    public async Task<Listed<ImportState>> ListAsync(PoolId pool, ListQuery query, CancellationToken ct)
    {
        var running = await leases.IsTakenAsync(pool, ct);
        return Listed.Of(await jobs.ListAsync(pool, query, ct), query.Limit, job => job.Id.ToString()).Select(job => StateOf(job, running));
    }

    public async Task<ImportState?> FindAsync(PoolId pool, Guid id, CancellationToken ct) =>
        await jobs.FindAsync(pool, id, ct) is { } job ? StateOf(job, await leases.IsTakenAsync(pool, ct)) : null;

    /// <summary>Stores an import that was looked at.</summary>
    internal async Task<ImportOutcome> FinishAsync(Begun.Ready ready, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var job = ready.Job;
        if (await store.ExecuteAsync(ready.Plan, job, ready.Lease, progress, ct) is not { } late)
            return new ImportOutcome.Lost();
        // With skipInvalid the errors are those that were found at the look; what came up since is added.
        var told = ready.Report.Errors.Concat(late.Except(ready.Report.Errors)).ToList();
        return new ImportOutcome.Done(ready.Report with
        {
            Id = job.Id,
            Total = job.Total,
            Users = job.Users,
            Credentials = job.Credentials,
            Skipped = job.Skipped,
            Errors = [.. told.Take(ImportReport.MostErrors)],
            ErrorCount = Math.Max(ready.Report.ErrorCount, Math.Max(told.Count, late.Count)),
        });
    }

    private async Task<Begun> BeginAsync(Pool pool, ImportRequest request, Stream file, Administrator by, CancellationToken ct)
    {
        var format = formats.SingleOrDefault(each => each.Name == request.Format)
            ?? throw new InvalidMemberException("format", $"one of {string.Join(", ", ImportFormat.All)} is expected.");
        if (request.RpId is { } rpId && !pool.Accepts(rpId))
            throw new InvalidMemberException("rpId", "the RP ID of the pool is expected, or one that it had before.");
        var max = options.Value.MaxImportBytes;
        if (await ImportFile.SpoolAsync(file, options.Value.SpoolDirectory, max, ct) is not { } content)
            return new Begun.Ended(new ImportOutcome.TooLarge(max));
        Begun? begun = null;
        try
        {
            begun = await LookAsync(new ImportPlan(pool, request, format, content, by), ct);
            return begun;
        }
        finally
        {
            if (begun is not Begun.Ready)
                content.Dispose();
        }
    }

    private async Task<Begun> LookAsync(ImportPlan plan, CancellationToken ct)
    {
        if (plan.Request.DryRun)
        {
            var report = (await validation.ExecuteAsync(plan, done: 0, lease: null, ct))!.ToReport(plan.Request);
            return new Begun.Ended(report.ErrorCount > 0 && !plan.Request.SkipInvalid ? new ImportOutcome.Invalid(report) : new ImportOutcome.Checked(report));
        }
        if (await leases.TakeAsync(plan.Pool, ct) is not { } lease)
            return new Begun.Ended(new ImportOutcome.Running());
        Begun? begun = null;
        try
        {
            begun = await LookAsync(plan, lease, ct);
            return begun;
        }
        finally
        {
            if (begun is not Begun.Ready)
                await leases.GiveBackAsync(lease);
        }
    }

    private async Task<Begun> LookAsync(ImportPlan plan, ImportLease lease, CancellationToken ct)
    {
        var job = await jobs.FindUnfinishedAsync(plan.Pool, plan.Format.Name, plan.File.Hash, ct);
        if (await validation.ExecuteAsync(plan, job?.Done ?? 0, lease, ct) is not { } draft)
            return new Begun.Ended(new ImportOutcome.Lost());
        var report = draft.ToReport(plan.Request);
        // A record that cannot be told from the next, or a file that is none, leaves nothing to skip.
        if (report.ErrorCount > 0 && (!plan.Request.SkipInvalid || report.Total == 0))
            return new Begun.Ended(new ImportOutcome.Invalid(report));
        if (job is null)
        {
            job = NewJob(plan, report.Total);
            await jobs.AddAsync(job, ct);
        }
        return new Begun.Ready(plan, job, lease, report);
    }

    private ImportJob NewJob(ImportPlan plan, int total) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        Pool = plan.Pool,
        Format = plan.Format.Name,
        FileHash = plan.File.Hash,
        Actor = plan.By.Actor,
        StartedAt = time.GetUtcNow(),
        UpdatedAt = time.GetUtcNow(),
        Total = total,
    };

    private static ImportState StateOf(ImportJob job, bool running) => new()
    {
        Id = job.Id,
        Format = job.Format,
        Status = job.FinishedAt is not null ? ImportState.Finished : running ? ImportState.Running : ImportState.Interrupted,
        Actor = job.Actor,
        StartedAt = job.StartedAt,
        UpdatedAt = job.UpdatedAt,
        FinishedAt = job.FinishedAt,
        Total = job.Total,
        Done = job.Done,
        Users = job.Users,
        Credentials = job.Credentials,
        Skipped = job.Skipped,
    };
}

/// <summary>An import whose file was looked at.</summary>
internal abstract record Begun
{
    /// <summary>There is something to store.</summary>
    public sealed record Ready(ImportPlan Plan, ImportJob Job, ImportLease Lease, ImportReport Report) : Begun;

    /// <summary>There is not.</summary>
    public sealed record Ended(ImportOutcome Outcome) : Begun;
}
