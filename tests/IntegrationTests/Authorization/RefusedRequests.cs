using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>What is wrong with a request is told to the application, with the code that RFC 6749 §4.1.2.1 and OpenID Connect Core 1.0 §3.1.2.6 have for it.</summary>
public sealed class RefusedRequests(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private Portal _portal = null!;

    public static TheoryData<string, string?, string> Deviations => new()
    {
        { "response_type", null, "invalid_request" },
        { "response_type", "token", "unsupported_response_type" },
        { "response_type", "code id_token", "unsupported_response_type" },
        { "response_mode", "fragment", "invalid_request" },
        { "code_challenge", null, "invalid_request" },
        { "code_challenge", "too-short", "invalid_request" },
        { "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=", "invalid_request" },
        { "code_challenge_method", null, "invalid_request" },
        { "code_challenge_method", "plain", "invalid_request" },
        { "scope", null, "invalid_scope" },
        { "scope", "openid nothing", "invalid_scope" },
        { "scope", "openid passkeys.admin", "invalid_scope" },
        { "prompt", "none login", "invalid_request" },
        { "prompt", "maybe", "invalid_request" },
        { "max_age", "-1", "invalid_request" },
        { "max_age", "1.5", "invalid_request" },
        { "max_age", "soon", "invalid_request" },
        { "request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported" },
        { "request_uri", "https://app.example.com/request", "request_uri_not_supported" },
        { "registration", "{}", "registration_not_supported" },
        { "acr_values", "tenant:nobody", "invalid_request" },
        { "acr_values", "tenant:", "invalid_request" },
        { "id_token_hint", "not.a.token", "invalid_request" },
        { "nonce", "with\u0007bell", "invalid_request" },
        { "login_hint", new string('a', 2001), "invalid_request" },
        { "state", new string('a', 2001), "invalid_request" },
        { "something_else", new string('a', 2001), "invalid_request" },
        { "prompt", "none", "login_required" },
    };

    public async ValueTask InitializeAsync() => _portal = await Portal.OpenAsync(own.Host);

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(Deviations))]
    public async Task The_application_is_told_the_error(string parameter, string? value, string error) =>
        (await _portal.AuthorizeAsync((parameter, value))).ShouldSendBack(error);

    [Theory, MemberData(nameof(Deviations))]
    public async Task The_audit_has_the_error(string parameter, string? value, string error)
    {
        var entry = await own.Host.AuditOfAsync(() => _portal.AuthorizeAsync((parameter, value)));

        (entry.Event, entry.Outcome, entry.Reason, entry.ClientId).ShouldBe(("authorization", "refused", error, Portal.ClientId));
    }

    [Theory]
    [InlineData("state")]
    [InlineData("scope")]
    [InlineData("something_else")]
    public async Task A_parameter_that_is_there_twice_is_refused(string parameter) =>
        (await _portal.Browser.GetAsync($"{_portal.AddressOf((parameter, "openid"))}&{parameter}=openid")).ShouldSendBack("invalid_request");

    [Fact]
    public async Task A_state_that_is_there_twice_is_not_given_back() =>
        (await _portal.Browser.GetAsync($"{_portal.AddressOf()}&state=another")).SentBack().ShouldNotContainKey("state");

    [Fact]
    public async Task A_refusal_has_the_state_of_the_request() =>
        (await _portal.AuthorizeAsync(("scope", null))).SentBack()["state"].ShouldBe("state-of-the-portal");

    [Fact]
    public async Task A_refusal_names_the_issuer() =>
        (await _portal.AuthorizeAsync(("scope", null))).SentBack()["iss"].ShouldBe(own.Host.Origin);

    [Fact]
    public async Task A_parameter_without_a_value_is_as_if_it_were_not_there() =>
        (await _portal.AuthorizeAsync(("max_age", ""))).ReturnUrlOf("/account/sign-in");

    [Fact]
    public async Task A_parameter_that_nobody_knows_is_ignored() =>
        (await _portal.AuthorizeAsync(("something_else", "value"))).ReturnUrlOf("/account/sign-in");

    [Fact]
    public async Task More_than_8192_characters_are_refused()
    {
        var much = new string('a', 1900);

        (await _portal.AuthorizeAsync(("a", much), ("b", much), ("c", much), ("d", much), ("e", much))).ShouldSendBack("invalid_request");
    }

    [Fact]
    public async Task What_would_not_fit_into_an_address_is_refused()
    {
        var much = new string('a', 1900);

        (await _portal.AuthorizeAsync(("state", much), ("nonce", much), ("login_hint", much))).ShouldSendBack("invalid_request");
    }

    [Fact]
    public async Task A_client_without_the_flow_is_refused() =>
        (await _portal.AuthorizeAsync(("client_id", TestClients.OtherFlowApp), ("redirect_uri", TestClients.BrowserAppUri)))
            .ShouldSendBack("unauthorized_client", TestClients.BrowserAppUri);

    [Fact]
    public async Task A_client_that_must_push_its_requests_is_refused_here() =>
        (await _portal.AuthorizeAsync(("client_id", TestClients.PushingApp), ("redirect_uri", TestClients.BrowserAppUri)))
            .ShouldSendBack("invalid_request", TestClients.BrowserAppUri);

    [Fact]
    public async Task An_id_token_of_another_client_is_no_hint()
    {
        var tokens = await _portal.Site.SignInAsync(_portal.Phone);

        (await _portal.AuthorizeAsync(("id_token_hint", tokens.Id))).ShouldSendBack("invalid_request");
    }
}
