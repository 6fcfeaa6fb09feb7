using BenchmarkDotNet.Attributes;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;

namespace Passkeys.Benchmarks.Micro;

/// <summary>Beginning a ceremony: challenge, options, seal. The pool is found by then.</summary>
[MemoryDiagnoser]
public class Begin
{
    private static readonly AuthenticationRequest Discoverable = new(Identifier: null, "native-app", Scope: null, Conditional: false);
    private static readonly AuthenticationRequest Identified = Discoverable with { Identifier = "nobody@example.com" };

    private Workbench _bench = null!;
    private BeginAuthentication _authentication = null!;
    private BeginRegistration _registration = null!;
    private RegistrationAuthority _signUp = null!;
    private SealedEnvelope _envelope = null!;
    private string _sealed = "";

    [GlobalSetup]
    public async Task SetUp()
    {
        _bench = await Workbench.CreateAsync();
        _authentication = _bench.Get<BeginAuthentication>();
        _registration = _bench.Get<BeginRegistration>();
        _envelope = _bench.Get<SealedEnvelope>();
        _signUp = new RegistrationAuthority.NewAccount(new SignUpTicket
        {
            Id = "bench",
            NewUserId = "01a1fe40000000000000000000000000",
            Pool = _bench.Pool.Id,
            Identifier = "someone@example.com",
            ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1),
        });
        _sealed = (await _authentication.ExecuteAsync(_bench.Pool, Discoverable, default)).Ceremony;
    }

    [GlobalCleanup]
    public async Task CleanUp() => await _bench.DisposeAsync();

    [Benchmark(Description = "begin a sign-in, discoverable")]
    public async Task<object> SignIn() => await _authentication.ExecuteAsync(_bench.Pool, Discoverable, default);

    [Benchmark(Description = "begin a sign-in, identified (one SQLite query, decoy)")]
    public async Task<object> IdentifiedSignIn() => await _authentication.ExecuteAsync(_bench.Pool, Identified, default);

    [Benchmark(Description = "begin a registration, sign-up")]
    public async Task<object> Registration() => await _registration.ExecuteAsync(_bench.Pool, _signUp, passkeyName: null, default);

    [Benchmark(Description = "open a sealed ceremony")]
    public object? Open() => _envelope.Open<Ceremony>(SealPurpose.Authentication, _sealed);
}
