using System.Text;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded;

public sealed class ClientCredentialsTests
{
    [Fact]
    public async Task They_are_read_from_the_form()
    {
        var read = await ReadAsync(authorization: null, "client_id=app&client_secret=s");

        read.ShouldBe(new ClientCredentials("app", "s", FromHeader: false));
    }

    // RFC 6749 §2.3.1: form-encoded, then base64.
    [Fact]
    public async Task They_are_read_from_the_header_and_decoded()
    {
        var read = await ReadAsync(Basic("my+app:p%3Aq%25r"), "");

        read.ShouldBe(new ClientCredentials("my app", "p:q%r", FromHeader: true));
    }

    [Fact]
    public async Task The_same_id_may_be_in_the_form_too() => (await ReadAsync(Basic("app:s"), "client_id=app")).ShouldNotBeNull();

    [Fact]
    public async Task Another_id_may_not() => (await ReadAsync(Basic("app:s"), "client_id=other")).ShouldBeNull();

    [Fact]
    public async Task Two_secrets_are_one_too_many() => (await ReadAsync(Basic("app:s"), "client_secret=s")).ShouldBeNull();

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("Basic ###")]
    [InlineData("Basic YXBw")]
    public async Task A_header_that_names_nobody_is_refused(string authorization) => (await ReadAsync(authorization, "")).ShouldBeNull();

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private static async Task<ClientCredentials?> ReadAsync(string? authorization, string body)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = "application/x-www-form-urlencoded";
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        if (authorization is not null)
            request.Headers.Authorization = authorization;
        var (form, _) = await OAuthForm.ReadAsync(request, CancellationToken.None);
        return ClientCredentials.Read(request, form!);
    }
}
