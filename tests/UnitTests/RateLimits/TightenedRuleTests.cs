using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.RateLimits;

public class TightenedRuleTests
{
    [Theory]
    [InlineData(10, null, 10)]
    [InlineData(10, 3, 3)]
    [InlineData(10, 30, 10)]
    [InlineData(0, 3, 3)]
    [InlineData(0, null, 0)]
    public void A_pool_allows_less_and_never_more(int host, int? own, int most) =>
        new RateRule(host, TimeSpan.FromMinutes(1)).Tightened(own).ShouldBe(new RateRule(most, TimeSpan.FromMinutes(1)));

    [Fact]
    public void Each_number_is_of_its_limit()
    {
        var own = new PoolLimits { CostlyCallsPerMinute = 1, SignInsPerIdentifierAndAddress = 2, CodesPerIdentifier = 3, PasswordsPerIdentifier = 4, MailsPerIdentifier = 5 };

        RateLimit[] limits = [RateLimit.CostsOfPool, RateLimit.SignInsOfIdentifier, RateLimit.CodesOfIdentifier, RateLimit.PasswordsOfIdentifier, RateLimit.MailsToIdentifier, RateLimit.CallsOfAddress];
        limits.Select(limit => own.Of(limit)).ShouldBe([1, 2, 3, 4, 5, null]);
    }
}
