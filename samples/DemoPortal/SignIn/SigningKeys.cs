using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace DemoPortal.SignIn;

/// <summary>The provider's published keys (RFC 7517), read again when a token names one that is not among them.</summary>
internal sealed class SigningKeys(IHttpClientFactory clients, IOptions<PortalOptions> options, TimeProvider time) : IDisposable
{
    // A stranger's token may name any key: it must not make this portal ask the provider each time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1);
    private IReadOnlyDictionary<string, ECParameters> _keys = new Dictionary<string, ECParameters>();
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>The public key of this id, or null.</summary>
    public async Task<ECParameters?> FindAsync(string id, CancellationToken ct)
    {
        if (_keys.TryGetValue(id, out var known))
            return known;
        await _reading.WaitAsync(ct);
        try
        {
            if (!_keys.ContainsKey(id) && time.GetUtcNow() - _readAt > Pause)
                (_keys, _readAt) = (await ReadAsync(ct), time.GetUtcNow());
            return _keys.TryGetValue(id, out var found) ? found : null;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<IReadOnlyDictionary<string, ECParameters>> ReadAsync(CancellationToken ct)
    {
        using var http = clients.CreateClient();
        var metadata = await http.GetFromJsonAsync<JsonElement>(options.Value.Authority + "/.well-known/openid-configuration", ct);
        // OpenID Connect Discovery 1.0 §4.3.
        if (metadata.Text("issuer") != options.Value.Authority)
            throw new InvalidOperationException("The discovery document is another issuer's.");
        var published = await http.GetFromJsonAsync<JsonElement>(metadata.Text("jwks_uri"), ct);
        return published.GetProperty("keys").EnumerateArray().Where(IsEs256).ToDictionary(key => key.Text("kid")!, ToParameters);
    }

    private static bool IsEs256(JsonElement key) => key.Text("kty") == "EC" && key.Text("crv") == "P-256" && key.Text("kid") is not null;

    private static ECParameters ToParameters(JsonElement key) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(key.Text("x")), Y = Base64Url.DecodeFromChars(key.Text("y")) },
    };
}
