using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Administration.Pools.Doctor;
using Passkeys.IdentityServer.Network;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>What the doctor fetches, from a server on the loopback address: little, from where it was told, and outside Development from public addresses alone.</summary>
public sealed class FetchingFromOutside(SharedHosts hosts) : IAsyncLifetime
{
    private WebApplication _server = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapGet("/good", () => Results.Text("{}", "application/json"));
        _server.MapGet("/moved", () => Results.Redirect("/good"));
        _server.MapGet("/long", () => Results.Text(new string(' ', Outside.LongestDocument + 1), "application/json"));
        _server.MapGet("/never", (HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await _server.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_document_comes_with_its_type_and_its_time()
    {
        var document = await GetAsync("/good");

        document.Failure.ShouldBeNull();
        document.Status.ShouldBe(200);
        document.MediaType.ShouldBe("application/json");
        document.Text.ShouldBe("{}");
        document.Date.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_redirect_is_shown_and_not_followed() => (await GetAsync("/moved")).Status.ShouldBe(302);

    [Fact]
    public async Task A_document_that_is_too_long_is_not_read() => (await GetAsync("/long")).Failure!.ShouldContain("bytes");

    [Fact]
    public async Task Nobody_waits_for_an_answer_that_does_not_come() => (await GetAsync("/never")).Failure!.ShouldContain("seconds");

    [Fact]
    public async Task Where_nobody_is_nothing_is_found()
    {
        var world = hosts.Sqlite.Services.GetRequiredService<IOutside>();

        (await world.GetAsync(new Uri("https://nobody.invalid/.well-known/webauthn"), CancellationToken.None)).Failure.ShouldNotBeNull();
        (await world.ListensAsync("nobody.invalid", 25, CancellationToken.None)).ShouldBeFalse();
        (await world.ListensAsync("127.0.0.1", new Uri(_server.Urls.Single()).Port, CancellationToken.None)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task Outside_Development_this_network_is_not_reached(string host)
    {
        using var http = new HttpMessageInvoker(PublicConnections.NewHandler(allowsAny: false));
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(_server.Urls.Single()) { Host = host, Path = "/good" }.Uri);

        await Should.ThrowAsync<HttpRequestException>(() => http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private Task<FetchedDocument> GetAsync(string path) =>
        hosts.Sqlite.Services.GetRequiredService<IOutside>().GetAsync(new Uri(_server.Urls.Single() + path), CancellationToken.None);
}
