using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Pools;

public class RelyingPartyRulesTests
{
    private const string Hash = "FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU";

    [Theory]
    [InlineData("https://old.example")]
    [InlineData("Old.example")]
    [InlineData("old.example:443")]
    [InlineData("example")]
    [InlineData("")]
    [InlineData("new.example")]
    public void A_former_RP_ID_is_another_domain(string rpId) =>
        Refused(new PoolPolicy { FormerRpIds = [rpId] }).ShouldBe("policy.formerRpIds");

    [Fact]
    public void None_is_named_twice() => Refused(new PoolPolicy { FormerRpIds = ["old.example", "old.example"] }).ShouldBe("policy.formerRpIds");

    [Fact]
    public void Domains_and_localhost_are_accepted() => Refused(new PoolPolicy { FormerRpIds = ["old.example", "localhost"] }).ShouldBeNull();

    [Theory]
    [InlineData("https://new.example/")]
    [InlineData("new.example")]
    [InlineData("ftp://new.example")]
    [InlineData("android:apk-key-hash:abc")]
    [InlineData("android:apk-key-hash:" + Hash + "=")]
    public void An_origin_is_one_of_the_web_or_of_an_app(string origin) => Refused(new PoolPolicy { Origins = [origin] }).ShouldBe("policy.origins");

    [Theory]
    [InlineData("https://new.example")]
    [InlineData("http://localhost:5001")]
    [InlineData("android:apk-key-hash:" + Hash)]
    public void Either_is_accepted(string origin) => Refused(new PoolPolicy { Origins = [origin] }).ShouldBeNull();

    private static string? Refused(PoolPolicy policy)
    {
        try
        {
            RelyingPartyRules.Check(new Pool { Id = new PoolId("acme"), Name = "Acme", RpId = "new.example", Policy = policy });
            return null;
        }
        catch (InvalidMemberException refused)
        {
            return refused.Member;
        }
    }
}
