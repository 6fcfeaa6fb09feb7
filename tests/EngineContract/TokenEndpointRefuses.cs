using System.Net;
using System.Net.Http.Headers;

namespace Passkeys.EngineContract;

public sealed class TokenEndpointRefuses(ContractHost host) : ContractCase(host)
{
    private static readonly Dictionary<string, string> BackEnd =
        Form(("grant_type", "client_credentials"), ("client_id", "backend"), ("client_secret", "backend-secret"), ("scope", "passkeys.backend"));

    [Fact]
    public async Task A_client_nobody_knows() =>
        (await TokenAsync(With("client_id", "nobody"))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

    [Fact]
    public async Task A_wrong_secret() =>
        (await TokenAsync(With("client_secret", "portal-secret"))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

    [Fact]
    public async Task A_confidential_client_without_its_secret() =>
        (await TokenAsync(Without("client_secret"))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

    [Fact]
    public async Task A_wrong_secret_in_the_header_with_a_challenge()
    {
        var answer = await TokenAsync(Form(("grant_type", "client_credentials")), Basic("backend", "wrong"));

        answer.ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        answer.Headers["WWW-Authenticate"].ShouldStartWith("Basic");
    }

    [Fact]
    public async Task The_secret_of_another_client() =>
        (await TokenAsync(Form(("grant_type", "client_credentials")), Basic("backend", "admin-secret"))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("YmFja2VuZA==")]
    public async Task A_header_that_cannot_be_read(string credentials)
    {
        var answer = await TokenAsync(Form(("grant_type", "client_credentials")), new AuthenticationHeaderValue("Basic", credentials));

        answer.Status.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized);
        answer.Error.ShouldBeOneOf("invalid_client", "invalid_request");
    }

    // RFC 6749 §2.3: a client must not; both credentials are right here.
    [Fact]
    public async Task A_client_that_authenticates_in_two_ways_at_once() =>
        (await TokenAsync(BackEnd, Basic("backend", "backend-secret"))).Status.ShouldBe(
            Engine.Differs("RFC 6749 §2.3 binds the client; Duende looks at the header alone", HttpStatusCode.BadRequest, HttpStatusCode.OK));

    [Fact]
    public async Task A_header_that_is_wrong_whatever_the_form_says() =>
        ((int)(await TokenAsync(BackEnd, Basic("backend", "wrong"))).Status).ShouldBeOneOf(400, 401);

    [Fact]
    public async Task A_request_without_a_client() => (await TokenAsync(Form(("grant_type", "client_credentials")))).ShouldHaveNoClient();

    [Fact]
    public async Task A_request_without_a_grant_type()
    {
        var answer = await TokenAsync(Without("grant_type"));

        answer.ShouldBeRefused(Engine.Differs("RFC 6749 §5.2 has two codes that fit", "invalid_request", "unsupported_grant_type"));
        answer.ShouldNameIfAtAll("grant_type");
    }

    [Fact]
    public async Task A_grant_type_nobody_knows() =>
        (await TokenAsync(With("grant_type", "urn:nobody:knows"))).ShouldBeRefused("unsupported_grant_type");

    [Theory]
    [InlineData("password")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    public async Task A_grant_type_that_nobody_here_may_use(string grantType) =>
        (await TokenAsync(With("grant_type", grantType))).ShouldBeRefused(
            Engine.Differs("Duende knows the grant, and the client may not use it", "unsupported_grant_type", "unauthorized_client"));

    [Fact]
    public async Task A_grant_type_the_client_may_not_use() =>
        (await TokenAsync(Form(("grant_type", "refresh_token"), ("client_id", ReferenceApp), ("refresh_token", "any")))).ShouldBeRefused(
            Engine.Differs("Duende looks for the token first", "unauthorized_client", "invalid_grant"));

    [Fact]
    public async Task The_code_grant_for_a_client_that_may_not_use_it() =>
        (await TokenAsync(Form(("grant_type", "authorization_code"), ("client_id", NativeApp), ("code", "any"), ("redirect_uri", "http://localhost/"), ("code_verifier", new string('a', 43)))))
            .ShouldBeRefused("unauthorized_client");

    // RFC 6749 §3.2: a parameter without a value is as if it were left out.
    [Fact]
    public async Task An_empty_parameter_as_a_missing_one() => (await TokenAsync(With("scope", ""))).ShouldBeGranted();

    [Fact]
    public async Task A_request_by_get() => ((int)(await Host.Caller.GetAsync("/connect/token?grant_type=client_credentials")).Status).ShouldBeOneOf(400, 404, 405);

    [Fact]
    public async Task A_body_that_is_no_form()
    {
        var answer = await Host.Caller.PostTextAsync("/connect/token", """{"grant_type":"client_credentials"}""");

        ((int)answer.Status).ShouldBeOneOf(400, 415);
    }

    [Fact]
    public async Task With_an_answer_that_no_cache_keeps() =>
        (await TokenAsync(Without("grant_type"))).Headers["Cache-Control"].ShouldContain("no-store");

    private static Dictionary<string, string> With(string name, string value) => new(BackEnd) { [name] = value };

    private static Dictionary<string, string> Without(string name)
    {
        var form = new Dictionary<string, string>(BackEnd);
        form.Remove(name);
        return form;
    }
}
