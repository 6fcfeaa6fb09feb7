using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Passkeys.Fido2Tests.Attestation;

namespace Passkeys.Fido2Tests.Metadata;

/// <summary>A metadata BLOB (FIDO Metadata Service 3.0 §3.1.7) in the making, signed by a root of the test's own.</summary>
internal sealed class TestBlob
{
    public const string Signer = "mds.example";

    private readonly List<JsonObject> _entries = [];

    public TestAuthority Root { get; } = TestAuthority.Root("Metadata Root");

    public int Number { get; set; } = 7;

    public DateTimeOffset NextUpdate { get; set; } = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string SignerName { get; set; } = Signer;

    public DateTimeOffset? SignerUntil { get; set; }

    /// <summary>Adds a model.</summary>
    public TestBlob Add(JsonObject entry)
    {
        _entries.Add(entry);
        return this;
    }

    /// <summary>An entry: a model with its anchors, its status reports and where its keys are.</summary>
    public static JsonObject Model(Guid aaguid, X509Certificate2[] anchors, string[]? statuses = null, string[]? keyProtection = null) => new()
    {
        ["aaguid"] = aaguid.ToString(),
        ["metadataStatement"] = Statement(anchors, keyProtection),
        ["statusReports"] = Reports(statuses ?? ["FIDO_CERTIFIED_L1"]),
        ["timeOfLastStatusChange"] = "2024-01-01",
    };

    /// <summary>An entry of a U2F model, known by the keys of its certificates.</summary>
    public static JsonObject U2FModel(string keyIdentifier, X509Certificate2[] anchors, string[]? statuses = null) => new()
    {
        ["attestationCertificateKeyIdentifiers"] = new JsonArray(keyIdentifier),
        ["metadataStatement"] = Statement(anchors, ["hardware"]),
        ["statusReports"] = Reports(statuses ?? ["FIDO_CERTIFIED"]),
    };

    public string Build(Func<JsonObject, JsonObject>? alterHeader = null)
    {
        var (key, certificate) = Root.NewSigner(SignerName, SignerUntil);
        using (key)
        {
            var header = new JsonObject { ["alg"] = "ES256", ["typ"] = "JWT", ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)) };
            var signed = Encode(alterHeader?.Invoke(header) ?? header) + "." + Encode(Payload());
            return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
        }
    }

    private static JsonObject Statement(X509Certificate2[] anchors, string[]? keyProtection) => new()
    {
        ["description"] = "Test Authenticator",
        ["protocolFamily"] = "fido2",
        ["attestationTypes"] = new JsonArray("basic_full"),
        ["keyProtection"] = new JsonArray([.. (keyProtection ?? ["hardware", "secure_element"]).Select(each => JsonValue.Create(each))]),
        ["attestationRootCertificates"] = new JsonArray([.. anchors.Select(each => JsonValue.Create(Convert.ToBase64String(each.RawData)))]),
    };

    private static JsonArray Reports(string[] statuses) => new([.. statuses.Select(each => new JsonObject { ["status"] = each, ["effectiveDate"] = "2024-01-01" })]);

    private JsonObject Payload() => new()
    {
        ["legalHeader"] = "A test's own.",
        ["no"] = Number,
        ["nextUpdate"] = NextUpdate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["entries"] = new JsonArray([.. _entries.Select(each => each.DeepClone())]),
    };

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
