using System.Net;
using System.Text;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.BadInput;

/// <summary>Forms that the token endpoint cannot use: an OAuth error that names the parameter, nothing written, the ceremony not spent.</summary>
public sealed class TokenEndpointInput(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private readonly HostFixture _host = own.Host;
    private readonly Site _site = own.Host.Pool("demo");
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync() => (_phone, _) = await _site.NewPersonAsync();

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
#if !DUENDE // Duende says that the grant is not supported, and no more.
    [InlineData("grant_type")]
#endif
    [InlineData("ceremony")]
    [InlineData("credential")]
    public async Task A_missing_parameter_is_named_and_spends_nothing(string parameter)
    {
        var (form, _) = await GoodFormAsync();
        var incomplete = form.Where(pair => pair.Key != parameter).ToDictionary();

        await RefusedAsync(incomplete, "invalid_request", parameter);

        (await _host.TokenAsync(form)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    public async Task A_credential_that_cannot_be_read_is_named_and_spends_nothing(string credential)
    {
        var (form, _) = await GoodFormAsync();

        await RefusedAsync(new Dictionary<string, string>(form) { ["credential"] = credential }, "invalid_request", "credential");

        (await _host.TokenAsync(form)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deeply_nested_credential_is_refused()
    {
        var (form, _) = await GoodFormAsync();
        var deep = "{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}";

        await RefusedAsync(new Dictionary<string, string>(form) { ["credential"] = deep }, "invalid_request", "credential");
    }

    [Fact]
    public async Task A_padded_ceremony_is_refused()
    {
        var (form, _) = await GoodFormAsync();

        await RefusedAsync(new Dictionary<string, string>(form) { ["ceremony"] = form["ceremony"] + "==" }, "invalid_request", "ceremony");
    }

    [Fact]
    public async Task A_code_and_a_ceremony_exclude_each_other()
    {
        var (form, _) = await GoodFormAsync();

        await RefusedAsync(new Dictionary<string, string>(form) { ["code"] = "something" }, "invalid_request", "code");
    }

#if !DUENDE // Duende says that the client may not use it.
    [Fact]
    public async Task An_unknown_grant_type_is_unsupported()
    {
        var (form, _) = await GoodFormAsync();

        await RefusedAsync(new Dictionary<string, string>(form) { ["grant_type"] = "password" }, "unsupported_grant_type");
    }
#endif

    [Fact]
    public async Task A_scope_that_the_client_may_not_have_spends_nothing()
    {
        var (form, _) = await GoodFormAsync();

        await RefusedAsync(new Dictionary<string, string>(form) { ["scope"] = "openid passkeys.admin" }, "invalid_scope");

        (await _host.TokenAsync(form)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_client_that_is_not_there_is_refused_and_spends_nothing()
    {
        var (form, _) = await GoodFormAsync();
        var before = await _host.CountRowsAsync();

        var answer = await _host.TokenAsync(new Dictionary<string, string>(form) { ["client_id"] = "nobody" });

        answer.ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await _host.CountRowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_form_over_64_KiB_is_refused()
    {
        var (form, _) = await GoodFormAsync();
        var before = await _host.CountRowsAsync();

        var answer = await _host.TokenAsync(new Dictionary<string, string>(form) { ["filler"] = new string('x', 64 * 1024) });

        ((int)answer.Status).ShouldBeInRange(400, 499);
        (await _host.CountRowsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("", "application/x-www-form-urlencoded")]
    [InlineData("grant_type=a&grant_type=b", "application/x-www-form-urlencoded")]
    [InlineData("%zz=%", "application/x-www-form-urlencoded")]
    [InlineData("a", "text/plain")]
    public async Task A_body_that_is_no_request_is_refused(string body, string type)
    {
        var before = await _host.CountRowsAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);

        var answer = await _host.Caller.SendAsync(HttpMethod.Post, "/connect/token", content, bearer: null);

        ((int)answer.Status).ShouldBeInRange(400, 499);
        answer.Error.ShouldNotBeNullOrEmpty();
        (await _host.CountRowsAsync()).ShouldBe(before);
    }

    private async Task<(Dictionary<string, string> Form, Ceremony Ceremony)> GoodFormAsync()
    {
        var ceremony = await _site.BeginSignInAsync(clientId: "native-app");
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = Tokens.PasskeyGrant,
            ["client_id"] = "native-app",
            ["scope"] = "openid",
            ["ceremony"] = ceremony.Token,
            ["credential"] = _phone.Sign(ceremony.Options).ToJsonString(),
        };
        return (form, ceremony);
    }

    private async Task RefusedAsync(Dictionary<string, string> form, string error, string? parameter = null)
    {
        var before = await _host.CountRowsAsync();

        var answer = await _host.TokenAsync(form);

        answer.ShouldBe(HttpStatusCode.BadRequest, error);
        if (parameter is not null)
            ((string?)answer.Body["error_description"]).ShouldNotBeNull().ShouldContain(parameter);
        (await _host.CountRowsAsync()).ShouldBe(before);
    }
}
