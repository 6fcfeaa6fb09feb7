using Passkeys.IdentityServer.Embedded.Configuration;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded.Authorization;

public sealed class RedirectUriRuleTests
{
    [Theory]
    [InlineData("http://localhost:5001/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]:8080/")]
    public void This_machine_is_loopback(string uri) => RedirectUriRule.IsLoopback(new Uri(uri)).ShouldBeTrue();

    // The framework calls the first one loopback; DNS may not.
    [Theory]
    [InlineData("http://loopback/")]
    [InlineData("http://localhost.example.com/")]
    [InlineData("http://128.0.0.1/")]
    public void Another_machine_is_not(string uri) => RedirectUriRule.IsLoopback(new Uri(uri)).ShouldBeFalse();
}
