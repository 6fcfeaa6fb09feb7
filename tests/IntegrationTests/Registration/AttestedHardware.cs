using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Registration;

/// <summary>What a host makes of a verifier that verifies attestation: tokens say so, and pools may demand it. The verifier is the host's own but for what it says of attestation.</summary>
public sealed class AttestedHardware : IAsyncLifetime
{
    private static readonly Guid Trusted = new("01020304-0506-0708-090a-0b0c0d0e0f10");
    private readonly HostFixture _host = new(TestDatabase.Sqlite(), TestClients.Settings) { Alter = VerifyAttestation };

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_passkey_in_attested_hardware_signs_in_as_such()
    {
        var claims = await SignInAsync(await DemandingPoolAsync(), Trusted);

        ((string)claims["acr"]!).ShouldBe("phrh");
        claims["amr"]!.AsArray().Select(method => (string)method!).ShouldBe(["pop", "hwk", "user", "mfa"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_proof_no_hardware_is_claimed()
    {
        var claims = await SignInAsync(await _host.NewPoolAsync(), Guid.Empty);

        ((string)claims["acr"]!).ShouldBe("phr");
        claims["amr"]!.AsArray().Select(method => (string)method!).ShouldNotContain("hwk");
    }

    [Fact]
    public async Task A_pool_that_demands_trusted_attestation_refuses_the_rest()
    {
        var site = await DemandingPoolAsync();
        using var phone = site.NewPhone();
        var ceremony = await site.BeginSignUpAsync(Someone.New());

        (await site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).ShouldBeRefused();

        (await _host.ReasonsAsync(site)).ShouldBe([nameof(RefusalReason.AttestationUntrusted)]);
    }

    [Fact]
    public async Task The_pools_conveyance_is_asked_of_the_authenticator() =>
        (await (await DemandingPoolAsync()).BeginSignUpAsync(Someone.New())).Options["attestation"]!.GetValue<string>().ShouldBe("direct");

    private Task<Site> DemandingPoolAsync() =>
        _host.NewPoolAsync(policy => policy with { Attestation = AttestationConveyance.Direct, RequireVerifiedAttestation = true });

    private static async Task<JsonObject> SignInAsync(Site site, Guid model)
    {
        var (phone, _) = await site.NewPersonAsync(phone => phone.Aaguid = model);
        using var own = phone;
        return Tokens.ClaimsOf((await site.SignInAsync(phone)).Id!);
    }

    private static void VerifyAttestation(IServiceCollection services)
    {
        var usual = services.Single(service => service.ServiceType == typeof(IWebAuthnVerifier)).ImplementationType!;
        services.Replace(ServiceDescriptor.Singleton<IWebAuthnVerifier>(provider => new Judging((IWebAuthnVerifier)ActivatorUtilities.CreateInstance(provider, usual))));
    }

    private sealed class Judging(IWebAuthnVerifier usual) : IWebAuthnVerifier
    {
        public IReadOnlyList<int> Algorithms => usual.Algorithms;

        public bool VerifiesAttestation => true;

        public async Task<RegistrationVerification> VerifyAsync(RegistrationExpectation expected, RegistrationResponse response, CancellationToken ct)
        {
            var trusted = response.AuthenticatorData.Attested!.Aaguid == Trusted;
            if (expected.Attestation is AttestationDemand.Trusted && !trusted)
                return new RegistrationVerification.Failed(RefusalReason.AttestationUntrusted);
            return await usual.VerifyAsync(expected with { Attestation = AttestationDemand.None }, response, ct) is RegistrationVerification.Verified verified
                ? verified with { HardwareProtected = trusted }
                : throw new InvalidOperationException("Nothing deviates.");
        }

        public Task<AssertionVerification> VerifyAsync(AssertionExpectation expected, AuthenticationResponse response, CancellationToken ct) => usual.VerifyAsync(expected, response, ct);
    }
}
