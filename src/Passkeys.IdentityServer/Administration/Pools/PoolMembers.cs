using System.Text.Json;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>Reads kinds of members that only a pool has.</summary>
internal static class PoolMembers
{
    public static IReadOnlyList<string> StringsOr(this JsonMember body, string name, IReadOnlyList<string> otherwise) =>
        body.Has(name) ? body.OptionalStrings(name) : otherwise;

    /// <summary>A whole number; what bounds it has is said where it is used.</summary>
    public static int? Number(this JsonMember body, string name) => body.OptionalNumber(name, int.MinValue, int.MaxValue);

    public static int[] Numbers(this JsonMember body, string name) =>
        [.. body.Items(name).Select(item => item.ValueKind is JsonValueKind.Number && item.TryGetInt32(out var number) ? number : throw Unexpected(body, name, "whole numbers"))];

    public static Guid[] Guids(this JsonMember body, string name) =>
        [.. body.Items(name).Select(item => item.ValueKind is JsonValueKind.String && item.TryGetGuid(out var aaguid) ? aaguid : throw Unexpected(body, name, "UUIDs"))];

    public static IEnumerable<JsonMember> Objects(this JsonMember body, string name) =>
        body.Items(name).Select(item => item.ValueKind is JsonValueKind.Object ? new JsonMember(item, body.PathOf(name)) : throw Unexpected(body, name, "objects"));

    /// <summary>Whether it is the first of two words; null where it is absent or null.</summary>
    public static bool? Either(this JsonMember body, string name, string yes, string no)
    {
        if (body.OptionalString(name) is not { } word)
            return null;
        return word == yes || (word == no ? false : throw new InvalidMemberException(body.PathOf(name), $"\"{yes}\" or \"{no}\" is expected."));
    }

    private static JsonElement.ArrayEnumerator Items(this JsonMember body, string name) =>
        body.Element.GetProperty(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : throw Unexpected(body, name, "values");

    private static InvalidMemberException Unexpected(JsonMember body, string name, string what) => new(body.PathOf(name), $"an array of {what} is expected.");
}
