using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Fido2;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.Fido2Tests;

public class SetUpTests
{
    public static TheoryData<string, Action<Fido2VerifierOptions>> Wrong => new()
    {
        { "MetadataFile", options => options.MetadataFile = "/nowhere/blob.jwt" },
        { "exclude each other", options => (options.MetadataFile, options.MetadataCacheKey) = ("/nowhere/blob.jwt", "mds") },
        { "MetadataRootsFile", options => options.MetadataRootsFile = "/nowhere/roots.pem" },
        { "TrustAnchorsFolder", options => options.TrustAnchorsFolder = "/nowhere" },
        { "MetadataSigner", options => options.MetadataSigner = null },
        { "MetadataReloadInterval", options => options.MetadataReloadInterval = TimeSpan.Zero },
        { "MetadataGrace", options => options.MetadataGrace = TimeSpan.FromDays(-1) },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Options_that_cannot_work_are_named(string named, Action<Fido2VerifierOptions> change)
    {
        using var services = Verifiers.Services(change);

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<Fido2VerifierOptions>>().Value).Message.ShouldContain(named);
    }

    [Fact]
    public void The_defaults_work()
    {
        using var services = Verifiers.Services(_ => { });

        Should.NotThrow(() => services.GetRequiredService<IOptions<Fido2VerifierOptions>>().Value);
    }

    [Fact]
    public void It_takes_the_place_of_the_frameworks_verifier()
    {
        using var services = new ServiceCollection().AddLogging().AddPasskeys().UseFido2().Services.BuildServiceProvider();

        services.GetServices<IWebAuthnVerifier>().ShouldHaveSingleItem().Algorithms.ShouldContain(-8);
        services.GetRequiredService<IVerifierAbilities>().Algorithms.ShouldContain(-8);
    }

    [Fact]
    public void A_pool_may_ask_for_EdDSA_here()
    {
        using var services = Verifiers.Services(_ => { });
        var pool = new Pool { Id = new PoolId("acme"), Name = "Acme", RpId = "example.com", Policy = new PoolPolicy { Algorithms = [-8] } };

        Should.NotThrow(() => services.GetRequiredService<PoolRules>().Check(pool));
    }
}
