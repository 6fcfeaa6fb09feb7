using NSubstitute;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Administration;

public class PoolTemplatesTests
{
    public static TheoryData<string> Names => [.. PoolTemplates.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_pool_of_a_template_may_be_saved_with_any_verifier(string name)
    {
        var verifier = Substitute.For<IVerifierAbilities>();
        verifier.Algorithms.Returns([-7]);
        var pool = new Pool { Id = new PoolId("acme"), Name = "Acme", RpId = "example.com", Policy = PoolTemplates.Create(name) };

        Should.NotThrow(() => new PoolRules(verifier).Check(pool));
    }

    [Fact]
    public void There_is_no_other() => Should.Throw<ArgumentOutOfRangeException>(() => PoolTemplates.Create("other"));
}
