using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>The clients that administrators registered, in the database. A change and its audit are one transaction, and of two changes of one version one wins.</summary>
internal sealed class RegisteredClients(PasskeysDbContext db, EndedClients ended, AuditTrail audit, TimeProvider time)
{
    /// <summary>All of them, by id.</summary>
    public Task<List<RegisteredClient>> ListAsync(CancellationToken ct) => db.RegisteredClients.AsNoTracking().OrderBy(c => c.ClientId).ToListAsync(ct);

    /// <summary>One of them, or null.</summary>
    public Task<RegisteredClient?> FindAsync(string clientId, CancellationToken ct) => db.RegisteredClients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId, ct);

    /// <summary>Adds one; null when the id is taken.</summary>
    public Task<RegisteredClient?> AddAsync(string clientId, RegisteredClientDocument document, AuditFacts who, CancellationToken ct) =>
        AddAsync(clientId, document, AuditEvent.ClientCreated, what: null, who, ct);

    /// <summary>The same, of which the audit says something else.</summary>
    public async Task<RegisteredClient?> AddAsync(string clientId, RegisteredClientDocument document, string @event, string? what, AuditFacts who, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var row = new RegisteredClient
        {
            ClientId = clientId,
            Name = document.Settings.Name ?? clientId,
            Document = document.Write(),
            Version = Guid.CreateVersion7(now),
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.RegisteredClients.Add(row);
        audit.Add(pool: null, @event, who with { ClientId = clientId, Reason = what });
        try
        {
            await db.SaveChangesAsync(ct);
            return row;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(clientId, ct) is not null)
                return null;
            throw;
        }
    }

    /// <summary>Puts another document in the place of a version; null when that is not the version any more.</summary>
    /// <param name="row">The version.</param>
    /// <param name="document">What takes its place.</param>
    /// <param name="event">What the audit calls it.</param>
    /// <param name="what">What of it was changed, or null.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<RegisteredClient?> ChangeAsync(RegisteredClient row, RegisteredClientDocument document, string @event, string? what, AuditFacts who, CancellationToken ct)
    {
        var (now, name, text) = (time.GetUtcNow(), document.Settings.Name ?? row.ClientId, document.Write());
        var version = Guid.CreateVersion7(now);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var won = await db.RegisteredClients
            .Where(c => c.ClientId == row.ClientId && c.Version == row.Version)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Name, name).SetProperty(c => c.Document, text).SetProperty(c => c.Version, version).SetProperty(c => c.UpdatedAt, now), ct) == 1;
        if (!won)
            return null;
        audit.Add(pool: null, @event, who with { ClientId = row.ClientId, Reason = what });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new RegisteredClient { ClientId = row.ClientId, Name = name, Document = text, Version = version, CreatedAt = row.CreatedAt, UpdatedAt = now };
    }

    /// <summary>Removes a version with all that was issued to it; false when that is not the version any more.</summary>
    public async Task<bool> RemoveAsync(RegisteredClient row, AuditFacts who, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.RegisteredClients.Where(c => c.ClientId == row.ClientId && c.Version == row.Version).ExecuteDeleteAsync(ct) == 0)
            return false;
        await ended.EndAsync(row.ClientId, ct);
        audit.Add(pool: null, AuditEvent.ClientRemoved, who with { ClientId = row.ClientId });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
