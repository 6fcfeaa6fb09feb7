using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;

namespace Passkeys.IdentityServer.Administration.Trail;

/// <summary>What lists of audit entries have in common.</summary>
internal static class AuditQueries
{
    /// <summary>Those that a filter fits.</summary>
    public static IQueryable<AuditEntry> Matching(this IQueryable<AuditEntry> entries, AuditFilter filter)
    {
        if (filter.Events is [var only])
            entries = entries.Where(entry => entry.Event == only);
        else if (filter.Events.Count > 0)
            entries = entries.Where(entry => filter.Events.Contains(entry.Event));
        if (filter.UserId is { } user)
            entries = entries.Where(entry => entry.UserId == user);
        if (filter.Outcome is { } outcome)
            entries = entries.Where(entry => entry.Outcome == outcome);
        if (filter.Actor is { } actor)
            entries = entries.Where(entry => entry.Actor == actor);
        if (filter.ClientId is { } client)
            entries = entries.Where(entry => entry.ClientId == client);
        if (filter.PasskeyId is { } passkey)
            entries = entries.Where(entry => entry.PasskeyId == passkey);
        if (filter.Reason is { } reason)
            entries = entries.Where(entry => entry.Reason == reason);
        if (filter.From is { } from)
            entries = entries.Where(entry => entry.At >= from);
        if (filter.To is { } to)
            entries = entries.Where(entry => entry.At < to);
        return entries;
    }

    /// <summary>Those in which a word stands as the whole of a member.</summary>
    public static IQueryable<AuditEntry> Naming(this IQueryable<AuditEntry> entries, string? word) => word is null ? entries : entries.Where(entry =>
        entry.UserId == word || entry.Actor == word || entry.PasskeyId == word || entry.ClientId == word || entry.IpAddress == word || entry.Event == word || entry.Reason == word);

    /// <summary>The newest first, from where a part ended.</summary>
    public static Task<List<AuditEntry>> NewestAsync(this IQueryable<AuditEntry> entries, AuditCursor? after, int take, CancellationToken ct)
    {
        if (after is var (at, id))
            entries = entries.Where(entry => entry.At <= at && (entry.At < at || entry.Id.CompareTo(id) < 0));
        return entries.AsNoTracking().OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(take).ToListAsync(ct);
    }
}
