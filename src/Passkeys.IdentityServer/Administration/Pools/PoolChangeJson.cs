using System.Text.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>A change of a pool as administrators see it.</summary>
internal sealed record PoolChangeJson(Guid Id, DateTimeOffset At, string Actor, string Version, JsonElement Changes)
{
    public static PoolChangeJson Of(PoolChange change)
    {
        using var changes = JsonDocument.Parse(change.Changes);
        return new PoolChangeJson(change.Id, change.At, change.Actor, change.Version.ToString("N"), changes.RootElement.Clone());
    }
}
