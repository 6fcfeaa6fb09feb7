using System.Text.Json;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.Trail;

internal sealed class AdministeredAudit(PoolAudit ofPool, HostAudit ofHost, PoolUsers users) : IAdministeredAudit
{
    public async Task<Listed<AuditEntry>> ListAsync(Pool pool, AuditFilter filter, ListQuery query, CancellationToken ct)
    {
        var after = AuditCursor.Read(query.Cursor);
        var word = query.Search is { } search && await users.FindByIdentifierAsync(pool.Id, search, ct) is { } person ? person.Id : query.Search;
        return Part(await ofPool.ListAsync(pool.Id, pool.CreatedAt, filter, word, after, query.Limit + 1, ct), query);
    }

    public async Task<Listed<AuditEntry>> ListWithoutPoolAsync(AuditFilter filter, ListQuery query, CancellationToken ct) =>
        Part(await ofHost.ListWithoutPoolAsync(filter, query.Search, AuditCursor.Read(query.Cursor), query.Limit + 1, ct), query);

    public async Task<Listed<AuditEntry>> ListAllAsync(AuditFilter filter, ListQuery query, CancellationToken ct) =>
        Part(await ofHost.ListAllAsync(filter, query.Search, AuditCursor.Read(query.Cursor), query.Limit + 1, ct), query);

    // Part by part: neither memory nor a connection is held by how much there is, and how slowly it is taken.
    public async Task ExportAsync(Func<ListQuery, Task<Listed<AuditEntry>>> list, Stream to, CancellationToken ct)
    {
        var query = new ListQuery(Limit: ListQuery.MaxLimit);
        do
        {
            var part = await list(query);
            foreach (var entry in part.Items)
            {
                await to.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(SealedEntryJson.OfSealed(entry), ApiJson.Options), ct);
                await to.WriteAsync("\n"u8.ToArray(), ct);
            }
            await to.FlushAsync(ct);
            query = query with { Cursor = part.Next };
        }
        while (query.Cursor is not null);
    }

    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(PoolId pool, IEnumerable<string> people, CancellationToken ct) =>
        await ofPool.NamesAsync(pool, [.. people.Distinct(StringComparer.Ordinal)], ct);

    private static Listed<AuditEntry> Part(List<AuditEntry> found, ListQuery query) => Listed.Of(found, query.Limit, entry => AuditCursor.After(entry).ToString());
}
