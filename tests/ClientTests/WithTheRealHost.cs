using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.Client;
using Passkeys.Client.Webhooks;
using Passkeys.ClientTests.Backend;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests;

/// <summary>An API that relies on the sample host: tokens of people with passkeys, until the passkey goes.</summary>
public sealed class WithTheRealHost(RealProvider provider)
{
    [Theory]
    [InlineData("native-app")]
    [InlineData("reference-app")]
    public async Task A_token_of_the_passkey_grant_opens_an_endpoint_that_asks_for_a_recent_passkey(string clientId)
    {
        await using var api = await provider.StartApiAsync();
        using var phone = await provider.NewPersonAsync();
        var tokens = await provider.Demo.SignInAsync(phone, clientId, "openid demo-api");

        var answer = (await api.GetAsync("/payout", tokens.Access)).OrThrow();

        answer["subject"].ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]);
        answer["pool"].ShouldBe("demo");
        answer["clientId"].ShouldBe(clientId);
        answer["sessionId"].ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sid"]);
    }

    [Theory]
    [InlineData("native-app")]
    [InlineData("reference-app")]
    public async Task Authenticating_again_opens_what_an_old_authentication_does_not(string clientId)
    {
        await using var api = await provider.StartApiAsync();
        using var phone = await provider.NewPersonAsync();
        var tokens = await provider.Demo.SignInAsync(phone, clientId, "openid demo-api");
        api.Clock.Advance(TimeSpan.FromMinutes(6));

        (await api.GetAsync("/payout", tokens.Access)).Error.ShouldBe("insufficient_user_authentication");
        (await api.GetAsync("/orders", tokens.Access)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("native-app")]
    [InlineData("reference-app")]
    public async Task A_WebSocket_is_closed_when_the_passkey_is_removed(string clientId)
    {
        await using var api = await provider.StartApiAsync(options => options.ConnectionCheckInterval = TimeSpan.FromMilliseconds(100));
        using var phone = await provider.NewPersonAsync();
        var tokens = await provider.Demo.SignInAsync(phone, clientId, "openid demo-api");
        using var socket = await api.OpenWithTicketAsync(await api.TicketAsync(tokens.Access));
        (await socket.SayAsync("hello")).ShouldBe("hello");

        await RemovePasskeyAsync(phone);
        api.Clock.Advance(TimeSpan.FromSeconds(1));

        (await socket.ClosedAsync()).ShouldBe((4401, "token_ended"));
    }

    [Fact]
    public async Task A_reference_token_ends_with_its_passkey()
    {
        await using var api = await provider.StartApiAsync();
        using var phone = await provider.NewPersonAsync();
        var tokens = await provider.Demo.SignInAsync(phone, "reference-app", "openid demo-api");
        (await api.GetAsync("/orders", tokens.Access)).Status.ShouldBe(HttpStatusCode.OK);

        await RemovePasskeyAsync(phone);
        api.Clock.Advance(TimeSpan.FromSeconds(5));

        (await api.GetAsync("/orders", tokens.Access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_id_token_is_no_access_token()
    {
        await using var api = await provider.StartApiAsync();
        using var phone = await provider.NewPersonAsync();
        var tokens = await provider.Demo.SignInAsync(phone, scope: "openid demo-api");

        (await api.GetAsync("/orders", tokens.Id)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_for_another_api_is_refused()
    {
        await using var api = await provider.StartApiAsync();
        using var phone = await provider.NewPersonAsync();
        var tokens = await provider.Demo.SignInAsync(phone, scope: "openid passkeys");

        (await api.GetAsync("/orders", tokens.Access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // The clock of the API stands still, so that it does not look by itself.
    [Fact]
    public async Task A_WebSocket_is_closed_by_the_webhook_of_the_removed_passkey()
    {
        await using var api = await provider.StartApiAsync(more: services => services.AddPasskeysWebhooks(options => options.Secrets.Add("whsec_bm90IGtub3duIHlldA==")));
        using var backend = new BackEndHost(provider);
        var webhook = (await backend.Administration.CreateWebhookAsync(api.Origin + "/webhooks", ["passkey-removed"])).OrThrow();
        api.Services.GetRequiredService<IOptions<PasskeysWebhookOptions>>().Value.Secrets.Add(webhook.Secret!);
        using var phone = await provider.NewPersonAsync();
        var tokens = await provider.Demo.SignInAsync(phone, scope: "openid demo-api");
        using var socket = await api.OpenAsync(tokens.Access);
        (await socket.SayAsync("hello")).ShouldBe("hello");

        await RemovePasskeyAsync(phone);

        (await socket.ClosedAsync()).ShouldBe((4401, "token_ended"));
    }

    private async Task RemovePasskeyAsync(Testing.Authenticators.SoftwareAuthenticator phone)
    {
        var bearer = (await provider.Demo.SignInAsync(phone)).Access;
        var passkey = (await provider.Demo.PasskeysAsync(bearer)).ShouldHaveSingleItem();
        (await provider.Demo.RemoveAsync((string)passkey["id"]!, bearer, confirm: "last_credential")).OrThrow();
    }
}
