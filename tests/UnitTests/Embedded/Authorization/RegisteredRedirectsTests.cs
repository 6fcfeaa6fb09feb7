using Passkeys.IdentityServer.Embedded.Authorization;
using Passkeys.IdentityServer.Embedded.Configuration;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded.Authorization;

public sealed class RegisteredRedirectsTests
{
    [Theory]
    [InlineData("https://app.example.com/signed-in")]
    [InlineData("http://127.0.0.1:4000/signed-in")]
    [InlineData("http://127.0.0.1:51000/signed-in")]
    [InlineData("http://127.0.0.1/signed-in")]
    [InlineData("http://[::1]:51000/signed-in")]
    public void What_is_registered_is_accepted_on_loopback_on_any_port(string uri) => Includes(uri).ShouldBeTrue();

    [Theory]
    [InlineData("https://app.example.com/signed-in/")]
    [InlineData("https://app.example.com/signed-in?a=b")]
    [InlineData("https://app.example.com/Signed-in")]
    [InlineData("https://APP.example.com/signed-in")]
    [InlineData("https://app.example.com:443/signed-in")]
    [InlineData("https://app.example.com/signed-in#a")]
    [InlineData("https://app.example.com/other/../signed-in")]
    [InlineData("https://app.example.com@evil.example/signed-in")]
    [InlineData("http://app.example.com/signed-in")]
    public void One_character_more_or_less_is_refused(string uri) => Includes(uri).ShouldBeFalse();

    [Theory]
    [InlineData("http://127.0.0.1:51000/elsewhere")]
    [InlineData("https://127.0.0.1:51000/signed-in")]
    [InlineData("http://127.0.0.2:4000/signed-in")]
    [InlineData("http://127.0.0.1:4000@evil.example/signed-in")]
    [InlineData("http://127.0.0.1:/signed-in")]
    [InlineData("http://127.0.0.1.evil.example/signed-in")]
    [InlineData("http://127.0.0.1:4000\n/signed-in")]
    [InlineData("http://localhost:51000/signed-in")]
    public void On_loopback_nothing_but_the_port_differs(string uri) => Includes(uri).ShouldBeFalse();

    [Fact]
    public void The_port_of_a_confidential_client_does_not_differ() =>
        Includes("http://127.0.0.1:51000/signed-in", client => client.SecretHashes.Add(SecretHash.Of("secret"))).ShouldBeFalse();

    // RFC 8252 §8.6.
    [Theory]
    [InlineData("https://app.example.com/signed-in", false)]
    [InlineData("http://127.0.0.1:4000/signed-in", true)]
    [InlineData("com.example.app:/signed-in", true)]
    public void An_address_on_the_device_may_be_any_programs(string uri, bool expected) =>
        RegisteredRedirects.MayBeAnybodys(new Client { ClientId = "app" }, uri).ShouldBe(expected);

    [Fact]
    public void A_client_with_a_secret_proves_who_it_is() =>
        RegisteredRedirects.MayBeAnybodys(new Client { ClientId = "app", SecretHashes = [SecretHash.Of("secret")] }, "http://127.0.0.1/").ShouldBeFalse();

    private static bool Includes(string uri, Action<Client>? deviate = null)
    {
        var client = new Client
        {
            ClientId = "app",
            RedirectUris = ["https://app.example.com/signed-in", "http://127.0.0.1:4000/signed-in", "http://[::1]/signed-in", "http://localhost:4000/signed-in"],
        };
        deviate?.Invoke(client);
        return RegisteredRedirects.Include(client, uri);
    }
}
