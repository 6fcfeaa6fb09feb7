using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.BadInput;

/// <summary>Input that cannot be used, from someone who is signed in, and at the provider's other endpoints.</summary>
public sealed class WithAToken(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private readonly HostFixture _host = own.Host;
    private readonly Site _site = own.Host.Pool("demo");
    private SoftwareAuthenticator _phone = null!;
    private string _bearer = "";

    public static TheoryData<string, string> Bodies { get; } = new()
    {
        { "{", "body" },
        { "[]", "body" },
        { "{}", "name" },
        { """{"name":7}""", "name" },
        { """{"name":null}""", "name" },
        { """{"name":"\ud800"}""", "name" },
    };

    public async ValueTask InitializeAsync()
    {
        (_phone, _) = await _site.NewPersonAsync();
        _bearer = (await _site.SignInAsync(_phone)).Access;
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_rename_that_cannot_be_read_names_its_member(string body, string member)
    {
        var answer = await RenameAsync(body);

        answer.ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
        ((string?)answer.Body["member"]).ShouldBe(member);
    }

    [Fact]
    public async Task A_rename_over_64_KiB_is_refused() =>
        (await RenameAsync($$"""{"name":"{{new string('x', 64 * 1024)}}"}""")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    [Theory]
    [InlineData("passkeys/nobody")]
    [InlineData("passkeys/%20")]
    [InlineData("passkeys/..%2f..%2fpasskeys")]
    public async Task A_passkey_that_is_not_there_is_not_found(string endpoint) =>
        (await _host.Caller.SendAsync(HttpMethod.Delete, _site.Path(endpoint), null, _bearer)).ShouldBe(HttpStatusCode.NotFound);

    [Theory]
#if !DUENDE // Duende answers with a status alone.
    [InlineData("/connect/introspect")]
#endif
    [InlineData("/connect/revocation")]
    public async Task A_form_without_a_client_is_refused(string path)
    {
        var answer = await _host.Caller.PostFormAsync(path, new Dictionary<string, string> { ["token"] = _bearer });

        ((int)answer.Status).ShouldBeInRange(400, 401);
        answer.Error.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/connect/introspect")]
    [InlineData("/connect/revocation")]
    public async Task JSON_is_no_form(string path)
    {
        var answer = await _host.Caller.PostTextAsync(path, "{");

        ((int)answer.Status).ShouldBeInRange(400, 415);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("....")]
    public async Task A_token_that_is_none_opens_nothing(string token)
    {
        (await _host.Caller.GetAsync("/connect/userinfo", token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await _site.GetAsync("passkeys", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_60_KB_opens_nothing() =>
        (await _site.GetAsync("passkeys", new string('a', 60_000))).ShouldBe(HttpStatusCode.Unauthorized);

    private async Task<Answer> RenameAsync(string body)
    {
        var id = (string)(await _site.PasskeysAsync(_bearer))[0]["id"]!;
        using var content = Caller.Json(body);
        return await _host.Caller.SendAsync(HttpMethod.Patch, _site.Path($"passkeys/{id}"), content, _bearer);
    }
}
