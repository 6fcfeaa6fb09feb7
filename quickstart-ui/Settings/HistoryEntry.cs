using System.Text.Json;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Settings;

/// <summary>A change of a pool as people read it.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Who">A name where the actor is an administrator still, else the actor.</param>
/// <param name="Members">What changed.</param>
internal sealed record HistoryEntry(DateTimeOffset At, string Who, IReadOnlyList<MemberChange> Members)
{
    /// <summary>Changes with the names of who made them.</summary>
    public static async Task<IReadOnlyList<HistoryEntry>> OfAsync(IReadOnlyList<PoolChange> changes, IActorNames names, CancellationToken ct)
    {
        var known = await names.FindAsync([.. changes.Select(change => change.Actor)], ct);
        return [.. changes.Select(change => new HistoryEntry(change.At, known.GetValueOrDefault(change.Actor) ?? change.Actor, MemberChange.Read(change.Changes)))];
    }
}

/// <summary>A member of a pool before and after.</summary>
/// <param name="Member">As the API calls it.</param>
/// <param name="Before">Its value as JSON; null: there was none.</param>
/// <param name="After">Its value as JSON; null: there is none.</param>
internal sealed record MemberChange(string Member, string? Before, string? After)
{
    /// <summary>Reads what is kept of a change.</summary>
    public static IReadOnlyList<MemberChange> Read(string json)
    {
        using var changes = JsonDocument.Parse(json);
        return [.. changes.RootElement.EnumerateArray().Select(change => new MemberChange(
            change.TryGetProperty("member", out var member) ? member.GetString() ?? "" : "", TextOf(change, "before"), TextOf(change, "after")))];
    }

    private static string? TextOf(JsonElement change, string name) => !change.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number) => string.Join(", ", value.EnumerateArray().Select(item => item.ToString())),
        _ => value.GetRawText(),
    };
}
