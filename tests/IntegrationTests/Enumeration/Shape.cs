using System.Text.Json.Nodes;

namespace Passkeys.IntegrationTests.Enumeration;

/// <summary>The shape of JSON: names, kinds and nesting, not values.</summary>
internal static class Shape
{
    public static string Of(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(",", members.Select(member => $"{member.Key}:{Of(member.Value)}")) + "}",
        // Some authenticators have one transport and some have two, and so have decoys.
        JsonArray items => "[" + string.Join(",", items.Select(Of).Distinct()) + "]",
        _ => node.GetValueKind().ToString(),
    };
}
