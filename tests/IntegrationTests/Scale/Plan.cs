using System.Text.Json.Nodes;

namespace Passkeys.IntegrationTests.Scale;

/// <summary>What a database did for a query, as <c>EXPLAIN (ANALYZE, FORMAT JSON)</c> tells.</summary>
internal static class Plan
{
    /// <summary>What is wrong with a plan: a node that read more rows than this, or a table read from end to end.</summary>
    public static IEnumerable<string> Complaints(string json, int mostRows, IReadOnlyCollection<string> never)
    {
        foreach (var node in Nodes(JsonNode.Parse(json)![0]!["Plan"]!))
        {
            var (type, table) = ((string)node["Node Type"]!, (string?)node["Relation Name"]);
            var rows = (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck")) * Number(node, "Actual Loops");
            if (rows > mostRows)
                yield return $"{type} of {table ?? "other nodes"} read {rows} rows";
            if (type.Contains("Seq Scan", StringComparison.Ordinal) && table is not null && never.Contains(table))
                yield return $"{type} of {table}";
        }
    }

    private static double Number(JsonNode node, string name) => (double?)node[name] ?? 0;

    private static IEnumerable<JsonNode> Nodes(JsonNode node) =>
        (node["Plans"]?.AsArray().SelectMany(child => Nodes(child!)) ?? []).Prepend(node);
}
