using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Passkeys.UnitTests.Authenticators;

/// <summary>Options as a relying party would send them.</summary>
internal static class Options
{
    public const string Origin = "https://portal.example.com";

    public static JsonObject Creation(params string[] exclude) => new()
    {
        ["rp"] = new JsonObject { ["id"] = "example.com", ["name"] = "Example" },
        ["user"] = new JsonObject { ["id"] = Encode([1, 2, 3]), ["name"] = "ada@example.com", ["displayName"] = "Ada" },
        ["challenge"] = Encode(new byte[32]),
        ["pubKeyCredParams"] = new JsonArray(Parameter(-7), Parameter(-257)),
        ["excludeCredentials"] = Descriptors(exclude),
        ["authenticatorSelection"] = new JsonObject { ["residentKey"] = "required", ["userVerification"] = "required" },
    };

    public static JsonObject Request(params string[] allow) => new()
    {
        ["rpId"] = "example.com",
        ["challenge"] = Encode(new byte[32]),
        ["allowCredentials"] = Descriptors(allow),
        ["userVerification"] = "required",
    };

    public static byte[] Bytes(this JsonObject reply, string member) =>
        Base64Url.DecodeFromChars((string)reply["response"]![member]!);

    private static JsonObject Parameter(int algorithm) => new() { ["type"] = "public-key", ["alg"] = algorithm };

    private static JsonArray Descriptors(string[] ids) =>
        [.. ids.Select(id => new JsonObject { ["type"] = "public-key", ["id"] = id })];

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
