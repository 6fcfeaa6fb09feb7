using Microsoft.Extensions.Hosting;
using NSubstitute;
using Passkeys.IdentityServer.Embedded.Configuration;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded;

public sealed class DevelopmentSecretsGuardTests
{
    [Theory]
    [InlineData("portal-secret")]
    [InlineData("backend-secret")]
    [InlineData("admin-secret")]
    [InlineData("api-secret")]
    public void A_client_with_a_secret_of_development_does_not_start_elsewhere(string secret) =>
        StartsIn("Production", new EmbeddedProviderOptions { Clients = { new Client { ClientId = "app", SecretHashes = [SecretHash.Of(secret)] } } }).ShouldBeFalse();

    [Fact]
    public void An_api_with_a_secret_of_development_does_not_start_elsewhere() =>
        StartsIn("Staging", new EmbeddedProviderOptions { ApiResources = { new ApiResource { Name = "api", SecretHashes = [SecretHash.Of("api-secret")] } } }).ShouldBeFalse();

    [Fact]
    public void A_secret_of_development_is_fine_in_development() =>
        StartsIn("Development", new EmbeddedProviderOptions { Clients = { new Client { ClientId = "app", SecretHashes = [SecretHash.Of("portal-secret")] } } }).ShouldBeTrue();

    [Fact]
    public void A_secret_of_ones_own_is_fine_everywhere() =>
        StartsIn("Production", new EmbeddedProviderOptions { Clients = { new Client { ClientId = "app", SecretHashes = [SecretHash.Of("one's own")] } } }).ShouldBeTrue();

    private static bool StartsIn(string environment, EmbeddedProviderOptions options)
    {
        var host = Substitute.For<IHostEnvironment>();
        host.EnvironmentName.Returns(environment);
        return !new DevelopmentSecretsGuard(host).Validate(name: null, options).Failed;
    }
}
