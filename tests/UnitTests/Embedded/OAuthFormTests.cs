using System.Text;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded;

public sealed class OAuthFormTests
{
    private const string FormType = "application/x-www-form-urlencoded";

    [Fact]
    public async Task A_parameter_is_decoded() => (await ReadAsync("a=b+c%21")).Form!["a"].ShouldBe("b c!");

    [Fact]
    public async Task An_empty_parameter_is_none() => (await ReadAsync("a=")).Form!["a"].ShouldBeNull();

    [Fact]
    public async Task A_type_with_a_charset_is_a_form() => (await ReadAsync("a=b", FormType + "; charset=utf-8")).Error.ShouldBeNull();

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Another_type_is_refused(string? type) => (await ReadAsync("a=b", type)).Error!.Code.ShouldBe("invalid_request");

    [Fact]
    public async Task A_repeated_parameter_is_refused() => (await ReadAsync("a=b&a=b")).Error!.Code.ShouldBe("invalid_request");

    [Fact]
    public async Task More_parameters_than_anyone_needs_are_refused() =>
        (await ReadAsync(string.Join('&', Enumerable.Range(0, 2000).Select(i => $"p{i}=")))).Error!.Code.ShouldBe("invalid_request");

    [Theory]
    [InlineData(64 * 1024, null)]
    [InlineData(64 * 1024 + 1, 413)]
    public async Task A_body_may_have_64_kib(int length, int? refusal) =>
        ((await ReadAsync("a=" + new string('b', length - 2))).Error?.Status).ShouldBe(refusal);

    private static Task<(OAuthForm? Form, OAuthError? Error)> ReadAsync(string body, string? type = FormType)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = type;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return OAuthForm.ReadAsync(request, CancellationToken.None);
    }
}
