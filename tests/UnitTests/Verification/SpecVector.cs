using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Passkeys.UnitTests.Verification;

/// <summary>One example of WebAuthn Level 3, section Test Vectors: a registration and an assertion of one credential.</summary>
public sealed class SpecVector(JsonElement data)
{
    private static readonly JsonElement File = ReadFile();

    public static string RpId { get; } = File.GetProperty("rpId").GetString()!;

    public static string Origin { get; } = File.GetProperty("origin").GetString()!;

    public static string TopOrigin { get; } = File.GetProperty("topOrigin").GetString()!;

    public static byte[] AttestationRoot { get; } = Convert.FromHexString(File.GetProperty("attestationRoot").GetString()!);

    public static IReadOnlyList<string> Names { get; } =
        [.. File.GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("name").GetString()!)];

    public byte[] RegistrationChallenge => Bytes("registration", "challenge");

    public byte[] AuthenticationChallenge => Bytes("authentication", "challenge");

    public byte[] CredentialId => Bytes("registration", "credentialId");

    public byte[] Aaguid => Bytes("registration", "aaguid");

    public static SpecVector Named(string name) =>
        new(File.GetProperty("vectors").EnumerateArray().Single(vector => vector.GetProperty("name").GetString() == name));

    public JsonElement RegistrationReply() => Reply("registration", "clientDataJSON", "attestationObject");

    public JsonElement AuthenticationReply() => Reply("authentication", "clientDataJSON", "authenticatorData", "signature");

    private JsonElement Reply(string ceremony, params string[] members)
    {
        var id = Base64Url.EncodeToString(CredentialId);
        var response = new JsonObject();
        foreach (var member in members)
            response[member] = Base64Url.EncodeToString(Bytes(ceremony, member));

        return JsonSerializer.SerializeToElement(new { id, rawId = id, type = "public-key", clientExtensionResults = new { }, response });
    }

    private byte[] Bytes(string ceremony, string member) =>
        Convert.FromHexString(data.GetProperty(ceremony).GetProperty(member).GetString()!);

    private static JsonElement ReadFile([CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "..", "vectors", "webauthn-l3.json");
        return JsonDocument.Parse(System.IO.File.ReadAllText(file)).RootElement;
    }
}
