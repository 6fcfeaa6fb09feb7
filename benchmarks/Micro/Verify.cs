using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.Testing.Authenticators;

namespace Passkeys.Benchmarks.Micro;

/// <summary>Verifying what an ES256 authenticator answered, next to the bare signature.</summary>
[MemoryDiagnoser]
public class Verify
{
    private static readonly Pool Pool = new() { Id = new PoolId("demo"), Name = "Demo", RpId = "localhost" };
    private static readonly OriginRule Origins = OriginRule.Of(Pool, Workbench.Origin);

    private readonly PasskeyHandlerVerifier _verifier = new();
    private readonly Ceremony _ceremony = new CeremonyFactory(TimeProvider.System).Create(Pool) with { Algorithms = [-7] };
    private JsonElement _registrationJson;
    private JsonElement _assertionJson;
    private RegistrationExpectation _registrationExpected = null!;
    private AssertionExpectation _assertionExpected = null!;
    private ECDsa _key = null!;
    private ECParameters _publicKey;
    private byte[] _signed = [];
    private byte[] _signature = [];

    [GlobalSetup]
    public async Task SetUp()
    {
        using var phone = new SoftwareAuthenticator(Workbench.Origin) { Algorithms = [CoseAlgorithm.ES256] };
        var user = new UserEntity(RandomNumberGenerator.GetBytes(32), "someone@example.com", "Someone");
        var creation = OptionsJson.OfCreation(Pool, _ceremony, user, exclude: []);
        _registrationJson = Element(phone.Register(creation));
        _assertionJson = Element(phone.Sign(OptionsJson.OfRequest(Pool, _ceremony, allow: [], conditional: false)));
        _registrationExpected = new RegistrationExpectation
        {
            RpId = Pool.RpId,
            Challenge = _ceremony.Challenge,
            Origins = Origins,
            UserVerificationRequired = true,
            Algorithms = _ceremony.Algorithms,
        };
        var verified = await _verifier.VerifyAsync(_registrationExpected, RegistrationResponse.Read(_registrationJson), default);
        _assertionExpected = new AssertionExpectation
        {
            RpId = Pool.RpId,
            Challenge = _ceremony.Challenge,
            Origins = Origins,
            UserVerificationRequired = true,
            PublicKey = ((RegistrationVerification.Verified)verified).PublicKey,
            BackupEligible = false,
        };
        SetUpBareSignature();
        if (await Assertion() is not AssertionVerification.Verified || !Bare())
            throw new InvalidOperationException("What is measured here must verify.");
    }

    [GlobalCleanup]
    public void CleanUp() => _key.Dispose();

    [Benchmark(Description = "ES256 signature alone, key at hand", Baseline = true)]
    public bool Bare() => _key.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    [Benchmark(Description = "ES256 signature alone, key imported each time")]
    public bool BareWithImport()
    {
        using var key = ECDsa.Create(_publicKey);
        return key.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    [Benchmark(Description = "assertion: read and verify")]
    public Task<AssertionVerification> Assertion() => _verifier.VerifyAsync(_assertionExpected, AuthenticationResponse.Read(_assertionJson), default);

    [Benchmark(Description = "registration: read and verify")]
    public Task<RegistrationVerification> Registration() => _verifier.VerifyAsync(_registrationExpected, RegistrationResponse.Read(_registrationJson), default);

    // The bytes that the assertion's signature is over (WebAuthn L3 §7.2 step 21), and the key as the browser would tell it.
    private void SetUpBareSignature()
    {
        var response = _assertionJson.GetProperty("response");
        _signed = [.. Bytes(response, "authenticatorData"), .. SHA256.HashData(Bytes(response, "clientDataJSON"))];
        _signature = Bytes(response, "signature");
        _key = ECDsa.Create();
        _key.ImportSubjectPublicKeyInfo(Bytes(_registrationJson.GetProperty("response"), "publicKey"), out _);
        _publicKey = _key.ExportParameters(includePrivateParameters: false);
    }

    private static byte[] Bytes(JsonElement response, string member) => Base64Url.DecodeFromChars(response.GetProperty(member).GetString());

    private static JsonElement Element(JsonObject json) => JsonSerializer.SerializeToElement(json);
}
