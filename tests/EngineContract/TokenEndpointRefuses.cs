using System.Net;

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
    public async Task A_client_that_authenticates_in_two_ways_at_once() =>
        (await TokenAsync(BackEnd, Basic("backend", "backend-secret"))).ShouldBeRefused("invalid_request");

    [Fact]
    public async Task A_request_without_a_client() =>
        (await TokenAsync(Form(("grant_type", "client_credentials")))).Error.ShouldBe("invalid_client");

    [Fact]
    public async Task A_request_without_a_grant_type()
    {
        var answer = await TokenAsync(Without("grant_type"));

        answer.ShouldBeRefused("invalid_request");
        answer.ShouldName("grant_type");
    }

    [Fact]
    public async Task A_grant_type_nobody_knows() =>
        (await TokenAsync(With("grant_type", "password"))).ShouldBeRefused("unsupported_grant_type");

    [Fact]
    public async Task A_grant_type_the_client_may_not_use() =>
        (await TokenAsync(Form(("grant_type", "refresh_token"), ("client_id", ReferenceApp), ("refresh_token", "any")))).ShouldBeRefused("unauthorized_client");

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
