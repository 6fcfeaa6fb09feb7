using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Transfer;
using Passkeys.IntegrationTests.Administration;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Transfer;

/// <summary>Files, and calls that bring them in and out.</summary>
internal static class Transferring
{
    public const string Header = """{"format":"passkeys.identityserver","version":1,"pool":"elsewhere","rpId":"localhost"}""";

    public static async Task<Answer> ImportAsync(this HostFixture host, Site site, string format, string file, string query = "", string? bearer = null)
    {
        using var content = new StringContent(file, Encoding.UTF8, "application/x-ndjson");
        return await host.Caller.SendAsync(HttpMethod.Post, $"/admin/api/pools/{site.Pool}/imports?format={format}{query}", content, bearer ?? await host.AdministratorsTokenAsync());
    }

    public static async Task<Answer> ExportAsync(this HostFixture host, Site site, string? bearer = null) =>
        await host.Caller.GetAsync($"/admin/api/pools/{site.Pool}/export/credentials", bearer ?? await host.AdministratorsTokenAsync());

    /// <summary>Imports without HTTP, in a scope of its own.</summary>
    public static async Task<ImportOutcome> ImportDirectlyAsync(this HostFixture host, Site site, ImportRequest request, string file, IProgress<ImportProgress>? progress = null, CancellationToken ct = default)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var pool = await host.QueryAsync(db => db.Pools.AsNoTracking().SingleAsync(each => each.Id == new PoolId(site.Pool), ct));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return await scope.ServiceProvider.GetRequiredService<ICredentialImport>().ImportAsync(pool, request, content, Administrator.Operator, progress, ct);
    }

    public static IReadOnlyList<JsonObject> ErrorsOf(Answer answer) => [.. answer.Body["errors"]!.AsArray().Select(error => error!.AsObject())];

    public static (int Record, string Member) At(JsonObject error) => ((int)error["record"]!, (string)error["member"]!);

    /// <summary>A passkey on a phone whose user handle is the UTF-8 of an id, as other systems make theirs.</summary>
    public static SoftwareCredential MadeElsewhere(this SoftwareAuthenticator phone, string id)
    {
        phone.Register(new JsonObject
        {
            ["rp"] = new JsonObject { ["id"] = "localhost", ["name"] = "Elsewhere" },
            ["user"] = new JsonObject { ["id"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id)), ["name"] = id, ["displayName"] = id },
            ["challenge"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            ["pubKeyCredParams"] = new JsonArray(new JsonObject { ["type"] = "public-key", ["alg"] = -7 }),
            ["authenticatorSelection"] = new JsonObject { ["residentKey"] = "required", ["userVerification"] = "required" },
        });
        return phone.Credentials[^1];
    }

    /// <summary>A line of the own format, for a person with one passkey of a new key.</summary>
    public static JsonObject Person(string identifier, byte[]? handle = null, byte[]? credentialId = null, byte[]? key = null) => new()
    {
        ["identifier"] = identifier,
        ["status"] = "active",
        ["userHandle"] = Encode(handle ?? Random()),
        ["createdAt"] = "2024-05-06T07:08:09Z",
        ["passkeys"] = new JsonArray(Passkey(credentialId, key)),
    };

    public static JsonObject Passkey(byte[]? credentialId = null, byte[]? key = null) => new()
    {
        ["credentialId"] = Encode(credentialId ?? Random()),
        ["publicKey"] = Encode(key ?? SomeKey),
        ["rpId"] = "localhost",
        ["transports"] = new JsonArray("internal"),
        ["signCount"] = 0,
        ["aaguid"] = Guid.Empty.ToString(),
        ["backupEligible"] = true,
        ["backedUp"] = true,
        ["userVerified"] = true,
        ["name"] = "Phone",
        ["createdAt"] = "2024-05-06T07:08:09Z",
    };

    public static string Lines(params IEnumerable<JsonObject> people) => string.Join('\n', [Header, .. people.Select(person => person.ToJsonString())]) + "\n";

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public static byte[] Random(int length = 32) => System.Security.Cryptography.RandomNumberGenerator.GetBytes(length);

    public static byte[] SomeKey { get; } = NewKey();

    public static byte[] NewKey(CoseAlgorithm algorithm = CoseAlgorithm.ES256)
    {
        using var key = CredentialKey.Create(algorithm);
        return key.ToCose();
    }
}
