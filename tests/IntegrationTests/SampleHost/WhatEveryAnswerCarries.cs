using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SampleHost;

public sealed class WhatEveryAnswerCarries(SharedHosts hosts)
{
    private Caller Caller => hosts.Sqlite.Caller;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/identity/demo/passkeys")]
    [InlineData("/nothing/here")]
    public async Task An_answer_may_not_be_framed_sniffed_or_run(string path)
    {
        var answer = await Caller.GetAsync(path);

        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        answer.Headers["X-Frame-Options"].ShouldBe("DENY");
        answer.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
    }

    [Fact]
    public async Task A_page_keeps_the_policy_that_it_set_itself() =>
        (await Caller.GetAsync("/account/demo/sign-in")).Headers["Content-Security-Policy"].ShouldContain("script-src");

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_started_host_is_live_and_ready(string path) => (await Caller.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
}
