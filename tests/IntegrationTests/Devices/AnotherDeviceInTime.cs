using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Devices;

/// <summary>How long a code for another device may be made, and is good.</summary>
public sealed class AnotherDeviceInTime(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_code_lives_five_minutes()
    {
        var site = await own.Host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using var owned = phone;
        var code = (await site.PostAsync("devices", new JsonObject(), (await site.SignInAsync(phone)).Access)).OrThrow()["code"];
        own.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        (await site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_code_takes_an_authentication_of_just_now()
    {
        var site = await own.Host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        using var owned = phone;
        var bearer = (await site.SignInAsync(phone)).Access;
        own.Host.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        (await site.PostAsync("devices", new JsonObject(), bearer)).ShouldBe(HttpStatusCode.Unauthorized, "step_up_required");
    }
}
