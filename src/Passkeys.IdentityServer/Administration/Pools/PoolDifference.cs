using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>What is different between two states of a pool, by member; <c>registration.captcha</c> for one inside another.</summary>
internal sealed class PoolDifference
{
    private const int MostOfAText = 200;
    private const int MostOfAReason = 100;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Member, JsonNode? Before, JsonNode? After)> _members;

    private PoolDifference(List<(string, JsonNode?, JsonNode?)> members) => _members = members;

    public bool IsNone => _members.Count == 0;

    /// <summary>For the audit: the members, as far as there is room.</summary>
    public string Reason
    {
        get
        {
            var all = string.Join(", ", _members.Select(each => each.Member));
            return all.Length <= MostOfAReason ? all : all[..(MostOfAReason - 1)] + "…";
        }
    }

    /// <summary>For the history: a list of <c>{member, before, after}</c>. What is long, such as a logo, is cut short.</summary>
    public string ToJson() => JsonSerializer.Serialize(_members.Select(each => new { each.Member, Before = Shorten(each.Before), After = Shorten(each.After) }), Format);

    /// <summary>Between two states; before there was a pool at all, everything is what a pool has by default.</summary>
    public static PoolDifference Between(PoolDraft? before, PoolDraft after)
    {
        var (from, to) = (before is null ? Nothing(after) : Flatten(PoolJson.Of(before)), Flatten(PoolJson.Of(after)));
        var names = to.Keys.Concat(from.Keys).Distinct(StringComparer.Ordinal);
        return new PoolDifference(
        [
            .. names.Select(name => (name, from.GetValueOrDefault(name), to.GetValueOrDefault(name))).Where(each => !JsonNode.DeepEquals(each.Item2, each.Item3)),
        ]);
    }

    // What was said at the creation: a name and a domain in any case.
    private static Dictionary<string, JsonNode?> Nothing(PoolDraft after)
    {
        var nothing = Flatten(PoolJson.Of(new PoolDraft(after.Id, "", Enabled: true, "", new PoolPolicy { RpName = after.Name })));
        nothing.Remove("name");
        nothing.Remove("rpId");
        return nothing;
    }

    private static Dictionary<string, JsonNode?> Flatten(PoolJson pool)
    {
        var members = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonSerializer.SerializeToNode(pool, ApiJson.Options)!.AsObject())
        {
            if (value is not JsonObject inner)
                members[name] = value;
            else
                foreach (var (innerName, innerValue) in inner)
                    members[$"{name}.{innerName}"] = innerValue;
        }
        return members;
    }

    private static JsonNode? Shorten(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var said) && said.Length > MostOfAText
        ? JsonValue.Create($"{said[..40]}… ({said.Length} characters)")
        : value?.DeepClone();
}
