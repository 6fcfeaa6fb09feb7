using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>
/// Stores a file in batches. Each is one transaction: its people and passkeys, its audit, how far the import is, and the renewed right to go on. So a batch is stored wholly
/// or not at all, and never twice.
/// </summary>
internal sealed class StoreImport(
    PasskeysDbContext db, CheckedRecords records, ImportedRows rows, ImportJobs jobs, ImportLeases leases, StoredAdministrators administrators, AuditTrail audit, Post post, TimeProvider time)
{
    /// <summary>Stores what is not done yet. What the pool lets in no longer since the file was looked at is left out and said. Null when the lease was lost, or whoever began may do it no longer.</summary>
    public async Task<IReadOnlyList<ImportError>?> ExecuteAsync(ImportPlan plan, ImportJob job, ImportLease lease, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var errors = new List<ImportError>();
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in records.Read(plan, job.Done))
        {
            ct.ThrowIfCancellationRequested();
            if (await StoreAsync(part, job, lease, errors, made, ct) is not { } extended)
                return null;
            foreach (var person in extended)
                await post.SendAsync(plan.Target, person, Letter.PasskeyImported, languages: [], ct);
            progress?.Report(new ImportProgress(job.Done, job.Total));
        }
        var from = job.Done;
        (job.Done, job.FinishedAt, job.UpdatedAt) = (job.Total, time.GetUtcNow(), time.GetUtcNow());
        return await jobs.AdvanceAsync(job, from, ct) ? errors : null;
    }

    // Whoever has a way to sign in more than before, to be told; null when it was not stored.
    private async Task<List<PoolUser>?> StoreAsync(UnjudgedPart wanted, ImportJob job, ImportLease lease, List<ImportError> errors, HashSet<string> made, CancellationToken ct)
    {
        var from = job.Done;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await leases.RenewAsync(lease, ct) || await AsReachedNowAsync(wanted, ct) is not { } part)
            return null;
        var judged = await records.JudgeHeldAsync(part, ct);
        errors.AddRange(judged.SelectMany(each => each.Record.Errors));
        var (users, credentials) = Add(part.Plan, judged, made);
        job.Users += users;
        job.Credentials += credentials;
        job.Skipped += judged.Where(each => each.Record.IsValid).Sum(each => each.Skipped);
        (job.Done, job.UpdatedAt) = (judged[^1].Record.Number, time.GetUtcNow());
        audit.Add(part.Plan.Pool, AuditEvent.CredentialsImported, part.Plan.By.Facts with { Reason = $"records {from + 1} to {job.Done}: {users} people, {credentials} passkeys" });
        if (!await jobs.AdvanceAsync(job, from, ct))
            return null;
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
        return [.. judged.Where(each => each.Record.IsValid && each.Fresh.Count > 0).Select(each => each.Holder).OfType<KnownPerson>().DistinctBy(holder => holder.Id)
            .Where(holder => !made.Contains(holder.Id)).Select(holder => new PoolUser { Pool = part.Plan.Pool, UserHandle = [], Email = holder.Email })];
    }

    // An import may take long: whoever began it may have lost the right to since.
    private async Task<UnjudgedPart?> AsReachedNowAsync(UnjudgedPart part, CancellationToken ct)
    {
        var by = part.Plan.By;
        if (by.UserId is not { } person)
            return part;
        var reach = await administrators.ReachOfAsync(person, ct);
        var isActive = await db.Users.AnyAsync(user => user.Id == person && user.Status == UserStatus.Active, ct);
        return isActive && reach.MayChange(part.Plan.Pool) ? part with { Plan = part.Plan with { By = by with { Reach = reach } } } : null;
    }

    private (int Users, int Credentials) Add(ImportPlan plan, IReadOnlyList<JudgedRecord> judged, HashSet<string> made)
    {
        var added = new Dictionary<string, PoolUser>(StringComparer.Ordinal);
        var credentials = 0;
        foreach (var each in judged.Where(each => each.Record.IsValid))
        {
            var userId = each.Holder?.Id ?? OwnerOf(plan, each, added).Id;
            foreach (var passkey in each.Fresh.Select(passkey => rows.PasskeyOf(plan.Pool, userId, passkey)))
            {
                db.Passkeys.Add(passkey);
                credentials++;
                // Somebody who was there has another way to sign in now, which they may want to find.
                if (each.Holder is not null)
                    audit.Add(plan.Pool, AuditEvent.PasskeyAdded, plan.By.Facts with { UserId = userId, PasskeyId = passkey.Id });
            }
        }
        made.UnionWith(added.Values.Select(user => user.Id));
        return (added.Count, credentials);
    }

    private PoolUser OwnerOf(ImportPlan plan, JudgedRecord judged, Dictionary<string, PoolUser> added)
    {
        if (added.TryGetValue(judged.Name, out var user))
            return user;
        user = rows.PersonOf(plan.Pool, judged.Record.Person!, trustsMail: plan.By.Reach.IsPlatform);
        db.Users.Add(user);
        return added[judged.Name] = user;
    }
}
