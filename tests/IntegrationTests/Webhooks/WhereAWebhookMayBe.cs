using System.Net;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Network;
using Passkeys.IdentityServer.Webhooks;
using Passkeys.IntegrationTests.Logout;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Webhooks;

/// <summary>Outside Development a webhook cannot reach into the host's own network.</summary>
public sealed class WhereAWebhookMayBe
{
    [Theory]
    [InlineData("http://receiver.example/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    public void An_address_of_a_private_network_is_refused(string url) =>
        Should.Throw<InvalidMemberException>(() => Outside().Read(BodyOf(url))).Member.ShouldBe("url");

    [Theory]
    [InlineData("https://receiver.example/hook")]
    [InlineData("https://93.184.215.14/")]
    [InlineData("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/")]
    public void A_public_one_is_accepted(string url) => Outside().Read(BodyOf(url)).ShouldBe(url);

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::", false)]
    [InlineData("2a00:1450:4001:80e::200e", true)]
    public void An_address_is_public_or_not(string address, bool isPublic) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);

    // A name says nothing: what it stands for is looked at, and connected to.
    [Fact]
    public async Task A_name_for_an_address_of_this_host_is_not_connected_to()
    {
        await using var here = await StandInClient.StartAsync();
        using var http = new HttpMessageInvoker(Outside().NewHandler());

        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(http, new UriBuilder(here.Uri) { Host = "localhost" }.Uri));

        here.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var here = await StandInClient.StartAsync();
        here.Answer = http =>
        {
            http.Response.Redirect("/logout");
            return Task.CompletedTask;
        };
        using var http = new HttpMessageInvoker(new WebhookAddresses(new Named("Development")).NewHandler());

        using var answer = await GetAsync(http, new Uri(here.Uri));

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        here.Waiting.ShouldBe(1);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpMessageInvoker http, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static WebhookAddresses Outside() => new(new Named("Production"));

    private static JsonMember BodyOf(string url) => new(JsonSerializer.SerializeToElement(new { url }), "");

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
