using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.Benchmarks.Micro;

/// <summary>Issuing tokens by the embedded provider, next to the bare signature. The signing key is in memory by then.</summary>
[MemoryDiagnoser]
public class Issue
{
    private readonly byte[] _data = Encoding.ASCII.GetBytes(new string('x', 500));
    private Workbench _bench = null!;
    private TokenResponses _responses = null!;
    private ITokenSigner _signer = null!;
    private TokenDraft _draft = null!;
    private ECDsa _key = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _bench = await Workbench.CreateAsync();
        _responses = _bench.Get<TokenResponses>();
        _signer = _bench.Get<ITokenSigner>();
        _draft = Draft(TimeProvider.System.GetUtcNow());
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        _key.Dispose();
        await _bench.DisposeAsync();
    }

    [Benchmark(Description = "ES256 signature alone", Baseline = true)]
    public byte[] Bare() => _key.SignData(_data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    [Benchmark(Description = "sign a small JWT")]
    public Task<string> Sign() => _signer.SignAsync("JWT", new JsonObject { ["sub"] = "someone" }, default);

    [Benchmark(Description = "access token and id_token")]
    public async Task<object> Tokens() => await _responses.CreateAsync(_draft, default);

    private TokenDraft Draft(DateTimeOffset now) => new()
    {
        Client = Workbench.App,
        Scope = ["openid", "offline_access"],
        IssuedAt = now,
        RefreshToken = OpaqueToken.NewSecret(),
        Family = new TokenFamily
        {
            Id = OpaqueToken.NewId(),
            Pool = _bench.Pool.Id,
            SessionId = OpaqueToken.NewId(),
            UserId = OpaqueToken.NewId(),
            ClientId = Workbench.App.ClientId,
            Scope = "openid offline_access",
            AuthenticatedAt = now,
            Amr = "pop user mfa",
            Acr = "phr",
            CreatedAt = now,
            ExpiresAt = now.AddDays(1),
        },
    };
}
