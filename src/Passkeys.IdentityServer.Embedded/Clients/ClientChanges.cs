using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>What the audit says of a change: the names of what was changed, and nothing of what it says.</summary>
internal static class ClientChanges
{
    // As much as an entry of the audit holds.
    private const int Longest = 100;

    public static string? Name(RegisteredClientDocument before, RegisteredClientDocument after)
    {
        var (old, now) = (Members(before.Settings), Members(after.Settings));
        var names = string.Join(' ', now.Select(member => member.Key).Where(name => !JsonNode.DeepEquals(old[name], now[name])));
        return names.Length switch { 0 => null, > Longest => names[..names.LastIndexOf(' ', Longest)], _ => names };
    }

    private static JsonObject Members(ClientSettings settings) => JsonSerializer.SerializeToNode(settings, JsonSerializerOptions.Web)!.AsObject();
}
