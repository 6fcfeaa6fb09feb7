using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Hooks;

/// <summary>A host decides and observes by the interfaces that docs/hooks.md describes.</summary>
public sealed class HooksOfAHost : IAsyncLifetime
{
    private static readonly Guid CompanyKey = new("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4");

    private readonly Directory _directory = new();
    private readonly Slow _slow = new();
    private readonly HostFixture _host;
    private Site _site = null!;

    public HooksOfAHost() => _host = new HostFixture(TestDatabase.Sqlite()) { Alter = Add };

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        _site = await _host.NewPoolAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _slow.GoOn();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_passkey_that_the_gate_does_not_let_in_is_not_stored()
    {
        using var phone = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(Someone.New());

        (await _site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).ShouldBeRefused();

        (await _host.UsersAsync(_site)).ShouldBe(0);
        (await _host.ReasonsAsync(_site)).ShouldBe(["RegistrationVetoed"]);
    }

    // Or the gate would tell who has an account.
    [Fact]
    public async Task It_is_asked_for_a_name_that_is_taken_too()
    {
        var (name, first) = await NewPersonAsync();
        first.Dispose();
        using var other = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(name);

        (await _site.FinishRegistrationAsync(ceremony, other.Register(ceremony.Options))).ShouldBeRefused();
    }

    [Fact]
    public async Task It_is_asked_for_what_a_back_end_allows_too_and_the_operation_stays()
    {
        var (name, first) = await NewPersonAsync();
        first.Dispose();
        var backEnd = await BackEnd.OpenAsync(_host, _site);
        var token = await backEnd.AllowAsync("register", username: name);
        using var other = _site.NewPhone();
        using var company = NewCompanyKey();

        (await backEnd.RegisterAsync(other, token)).ShouldBeRefused();
        (await backEnd.RegisterAsync(company, token)).OrThrow();
    }

    [Fact]
    public async Task A_person_whom_the_gate_does_not_let_in_is_refused()
    {
        var (name, phone) = await NewPersonAsync();
        using var own = phone;
        _directory.OnLeave[name] = true;
        var ceremony = await _site.BeginSignInAsync();

        (await _site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).ShouldBeRefused();
    }

    [Fact]
    public async Task What_people_type_is_translated_wherever_an_identifier_is_asked_for()
    {
        var name = Someone.New();
        _directory.EmailsByEmployee["4711"] = name;
        using var phone = NewCompanyKey();
        await _site.SignUpAsync("4711", phone);
        var backEnd = await BackEnd.OpenAsync(_host, _site);

        BackEnd.AllowedBy(await _site.BeginSignInAsync("4711")).ShouldBe([BackEnd.IdOf(phone)]);
        BackEnd.AllowedBy(await _site.BeginSignInAsync(name)).ShouldBe([BackEnd.IdOf(phone)]);
        using var second = NewCompanyKey();
        (await backEnd.RegisterAsync(second, await backEnd.AllowAsync("register", username: "4711"))).OrThrow();
        (await _host.PasskeysAsync(_site)).Select(passkey => passkey.UserId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_number_that_nobody_has_looks_like_one_that_somebody_has() =>
        BackEnd.AllowedBy(await _site.BeginSignInAsync("4712")).Count.ShouldBe(1);

    [Fact]
    public async Task An_observer_is_told_of_each_step_and_one_that_fails_harms_nobody()
    {
        var (_, phone) = await NewPersonAsync();
        using var own = phone;
        var ceremony = await _site.BeginSignInAsync();
        await _site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options, draft => draft.Type = "webauthn.create"));

        var told = await _host.Services.GetRequiredService<Waiting>().ForAsync(4);

        told.Select(each => (each.Pool.Value, each.Purpose, each.Stage, each.Reason)).ShouldBe(
        [
            (_site.Pool, "registration", CeremonyStage.Begun, null),
            (_site.Pool, "registration", CeremonyStage.Finished, null),
            (_site.Pool, "authentication", CeremonyStage.Begun, null),
            (_site.Pool, "authentication", CeremonyStage.Refused, RefusalReason.WrongType),
        ]);
    }

    [Fact]
    public async Task Nobody_waits_for_an_observer()
    {
        _slow.IsSlow = true;
        for (var i = 0; i < 3; i++)
            (await _site.SignInOptionsAsync()).OrThrow();
    }

    private void Add(IServiceCollection services)
    {
        TranslatesForSqlServer.In(services);
        services.AddSingleton(_directory);
        DocumentedSetup.Add(services);
        services.AddSingleton<ICeremonyObserver>(_slow);
        services.AddSingleton<Waiting>();
        services.AddSingleton<ICeremonyObserver>(provider => provider.GetRequiredService<Waiting>());
    }

    private SoftwareAuthenticator NewCompanyKey()
    {
        var phone = _site.NewPhone();
        phone.Aaguid = CompanyKey;
        return phone;
    }

    private async Task<(string Name, SoftwareAuthenticator Phone)> NewPersonAsync()
    {
        var (name, phone) = (Someone.New(), NewCompanyKey());
        await _site.SignUpAsync(name, phone);
        return (name, phone);
    }

    /// <summary>Fails, or takes for ever, until it is told to go on.</summary>
    private sealed class Slow : ICeremonyObserver
    {
        private readonly TaskCompletionSource _never = new();

        public bool IsSlow { get; set; }

        public void GoOn() => _never.TrySetResult();

        public Task ObserveAsync(CeremonyEvent ceremony, CancellationToken ct) => IsSlow ? _never.Task : throw new InvalidOperationException("It fails.");
    }

    private sealed class Waiting : ICeremonyObserver
    {
        private readonly System.Threading.Channels.Channel<CeremonyEvent> _told = System.Threading.Channels.Channel.CreateUnbounded<CeremonyEvent>();

        public Task ObserveAsync(CeremonyEvent ceremony, CancellationToken ct) => _told.Writer.WriteAsync(ceremony, ct).AsTask();

        public async Task<List<CeremonyEvent>> ForAsync(int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            List<CeremonyEvent> told = [];
            while (told.Count < count)
                told.Add(await _told.Reader.ReadAsync(patience.Token));
            return told;
        }
    }
}
