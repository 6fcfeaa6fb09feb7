using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Passkeys.ClientTests.Hosting;

/// <summary>A provider as an API sees it, that does what a test says: keys come and go, tokens say anything, and it counts what it is asked.</summary>
internal sealed class FakeProvider : HttpMessageHandler
{
    public const string Issuer = "https://id.example.test";
    public const string Audience = "orders";

    private readonly List<JsonObject> _published = [];
    private int _keyReads;
    private int _introspections;

    public FakeProvider(TimeProvider clock)
    {
        Clock = clock;
        Key = NewEcKey("first");
        Publish(Key);
    }

    public TimeProvider Clock { get; }

    public SigningKey Key { get; private set; }

    public int KeyReads => _keyReads;

    public int Introspections => _introspections;

    /// <summary>Whether it answers at all.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>What it says of a token, besides <c>active</c>. Null: it has ended.</summary>
    public Func<string, JsonObject?> Introspect { get; set; } = _ => null;

    /// <summary>A key that signs from now on, published or not yet.</summary>
    public void RollOver(SigningKey key, bool publish = true)
    {
        Key = key;
        if (publish)
            Publish(key);
    }

    public void Withdraw(string id) => _published.RemoveAll(jwk => (string?)jwk["kid"] == id);

    public void Publish(SigningKey key) => _published.Add(key.Jwk);

    public static SigningKey NewEcKey(string id)
    {
        var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = ec.ExportParameters(false).Q;
        return new SigningKey(id, "ES256", Jwk(id, ("kty", "EC"), ("crv", "P-256"), ("x", Text(point.X!)), ("y", Text(point.Y!))), data => ec.SignData(data, HashAlgorithmName.SHA256));
    }

    public static SigningKey NewRsaKey(string id, int bits = 2048)
    {
        var rsa = RSA.Create(bits);
        var key = rsa.ExportParameters(false);
        return new SigningKey(id, "RS256", Jwk(id, ("kty", "RSA"), ("n", Text(key.Modulus!)), ("e", Text(key.Exponent!))),
            data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>Claims of a good access token of Ada's.</summary>
    public JsonObject Claims()
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = "ada",
            ["client_id"] = "app",
            ["scope"] = "openid orders",
            ["iat"] = now,
            ["exp"] = now + 600,
            ["jti"] = "1",
            ["auth_time"] = now,
            ["acr"] = "phr",
            ["amr"] = new JsonArray("pop", "user", "mfa"),
            ["sid"] = "session",
            ["pool"] = "demo",
        };
    }

    /// <summary>An access token, with one deviation or none.</summary>
    public string Token(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, SigningKey? key = null)
    {
        var signer = key ?? Key;
        var said = Claims();
        claims?.Invoke(said);
        var head = new JsonObject { ["alg"] = signer.Algorithm, ["kid"] = signer.Id, ["typ"] = "at+jwt" };
        header?.Invoke(head);
        var signed = $"{Text(head)}.{Text(said)}";
        return $"{signed}.{Text(signer.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsUp)
            throw new HttpRequestException("Nobody is there.");
        return request.RequestUri!.AbsolutePath switch
        {
            "/.well-known/openid-configuration" => Json(Metadata()),
            "/jwks" => Json(ReadKeys()),
            "/introspect" => Json(Answer(await request.Content!.ReadAsStringAsync(cancellationToken))),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private JsonObject ReadKeys()
    {
        Interlocked.Increment(ref _keyReads);
        return new JsonObject { ["keys"] = new JsonArray([.. _published.Select(jwk => jwk.DeepClone())]) };
    }

    private JsonObject Answer(string form)
    {
        Interlocked.Increment(ref _introspections);
        var token = Uri.UnescapeDataString(form.Split('&').Single(each => each.StartsWith("token=", StringComparison.Ordinal))["token=".Length..]);
        if (Introspect(token) is not { } said)
            return new JsonObject { ["active"] = false };
        said["active"] = true;
        return said;
    }

    private static JsonObject Metadata() => new()
    {
        ["issuer"] = Issuer,
        ["jwks_uri"] = Issuer + "/jwks",
        ["introspection_endpoint"] = Issuer + "/introspect",
        ["token_endpoint"] = Issuer + "/token",
    };

    private static HttpResponseMessage Json(JsonObject body) => new(HttpStatusCode.OK) { Content = JsonContent.Create(body) };

    private static JsonObject Jwk(string id, params (string Name, string Value)[] members)
    {
        var jwk = new JsonObject { ["kid"] = id, ["use"] = "sig" };
        foreach (var (name, value) in members)
            jwk[name] = value;
        return jwk;
    }

    private static string Text(JsonObject json) => Text(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

/// <summary>A key of the provider's.</summary>
internal sealed record SigningKey(string Id, string Algorithm, JsonObject Jwk, Func<byte[], byte[]> Sign);
