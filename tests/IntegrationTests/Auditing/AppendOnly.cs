using Microsoft.EntityFrameworkCore;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Auditing;

/// <summary>A context saves new entries and no changes of old ones, whoever asks.</summary>
public sealed class AppendOnly(SharedHosts hosts)
{
    [Fact]
    public Task A_change_is_refused() => RefusedAsync((db, entry) => db.Entry(entry).Property(each => each.Actor).CurrentValue = "somebody else");

    [Fact]
    public Task A_removal_is_refused() => RefusedAsync((db, entry) => db.Audit.Remove(entry));

    [Fact]
    public Task A_seal_of_ones_own_is_refused() => RefusedAsync((_, entry) => (entry.Sequence, entry.Hash) = (1, "made up"));

    [Fact]
    public Task A_new_entry_with_a_number_is_refused() => RefusedAsync((db, entry) =>
    {
        var forged = AuditSteps.Entry(site: null, entry.At);
        forged.Sequence = 1;
        db.Audit.Add(forged);
    });

    private async Task RefusedAsync(Action<IdentityServer.Storage.PasskeysDbContext, IdentityServer.Audit.AuditEntry> change)
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        var id = (await hosts.Sqlite.AddEntriesAsync(site, 1)).Single().Id;

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => hosts.Sqlite.QueryAsync(async db =>
        {
            change(db, await db.Audit.SingleAsync(entry => entry.Id == id));
            return await db.SaveChangesAsync();
        }));

        failure.Message.ShouldContain("append-only");
    }
}
