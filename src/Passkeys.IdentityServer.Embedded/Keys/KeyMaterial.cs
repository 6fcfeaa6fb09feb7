using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Engine.Tokens;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>A signing key in memory: ECDSA over P-256 with SHA-256, ES256 (RFC 7518 §3.4).</summary>
internal sealed class KeyMaterial
{
    private readonly ConcurrentBag<ECDsa> _idle = [];
    private readonly ECParameters _parameters;

    public KeyMaterial(SigningKey row, byte[] privateKey)
    {
        Id = row.Id;
        ActivatesAt = row.ActivatesAt;
        RetiresAt = row.RetiresAt;
        ExpiresAt = row.ExpiresAt;
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        _parameters = key.ExportParameters(includePrivateParameters: true);
        _idle.Add(key);
    }

    public string Id { get; }

    public DateTimeOffset ActivatesAt { get; }

    public DateTimeOffset RetiresAt { get; }

    public DateTimeOffset ExpiresAt { get; }

    public bool SignsAt(DateTimeOffset now) => ActivatesAt <= now && now < RetiresAt;

    public byte[] Sign(byte[] data) =>
        Use(key => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public bool Verify(byte[] data, byte[] signature) =>
        Use(key => key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>The public half as a JWK (RFC 7517 §4, RFC 7518 §6.2.1).</summary>
    public JsonObject ToPublicJwk() => new()
    {
        ["kty"] = "EC",
        ["use"] = "sig",
        ["alg"] = "ES256",
        ["kid"] = Id,
        ["crv"] = "P-256",
        ["x"] = Base64Url.EncodeToString(_parameters.Q.X),
        ["y"] = Base64Url.EncodeToString(_parameters.Q.Y),
    };

    // An ECDsa is not promised to be safe for several threads at once, so each has its own while it works.
    private TResult Use<TResult>(Func<ECDsa, TResult> work)
    {
        if (!_idle.TryTake(out var key))
            key = ECDsa.Create(_parameters);
        try
        {
            return work(key);
        }
        finally
        {
            _idle.Add(key);
        }
    }
}
