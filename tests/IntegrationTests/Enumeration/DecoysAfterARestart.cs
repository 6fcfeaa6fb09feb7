using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Enumeration;

public sealed class DecoysAfterARestart(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_decoy_is_the_same_after_a_restart()
    {
        var unknown = Someone.New();
        var before = (await own.Host.Pool("demo").BeginSignInAsync(unknown)).Options["allowCredentials"]!.ToJsonString();

        await own.Host.RestartAsync();

        (await own.Host.Pool("demo").BeginSignInAsync(unknown)).Options["allowCredentials"]!.ToJsonString().ShouldBe(before);
    }

    [Fact]
    public async Task A_ceremony_begun_before_a_restart_ends_after_it()
    {
        var site = own.Host.Pool("demo");
        var (phone, identifier) = await site.NewPersonAsync();
        var ceremony = await site.BeginSignInAsync(identifier);

        await own.Host.RestartAsync();

        (await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
