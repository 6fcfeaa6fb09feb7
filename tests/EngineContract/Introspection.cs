using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class Introspection(ContractHost host) : ContractCase(host)
{
    [Theory]
    [InlineData(NativeApp)]
    [InlineData(ReferenceApp)]
    public async Task Tells_an_api_what_a_token_for_it_says(string clientId)
    {
        var tokens = await NewTokensAsync(clientId, "openid demo-api");

        var answer = await IntrospectAsync(tokens.Access);

        answer.ShouldBeActive();
        ((string?)answer.Body["client_id"]).ShouldBe(clientId);
        ((string?)answer.Body["sub"]).ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]);
        Words(answer.Body["scope"]).ShouldContain("demo-api");
        ((long?)answer.Body["exp"]).ShouldNotBeNull();
    }

    [Fact]
    public async Task Tells_an_api_nothing_of_a_token_for_another_audience() =>
        (await IntrospectAsync((await NewTokensAsync(scope: "openid passkeys")).Access)).ShouldBeInactive();

    [Fact]
    public async Task Tells_an_api_nothing_of_a_refresh_token() =>
        (await IntrospectAsync((await NewTokensAsync()).Refresh)).ShouldBeInactive();

    [Fact]
    public async Task Tells_an_api_nothing_of_what_is_no_token() => (await IntrospectAsync("nothing")).ShouldBeInactive();

    [Fact]
    public async Task Tells_a_client_nothing_of_a_token_of_another_client()
    {
        var tokens = await NewTokensAsync();

        (await AskAsync(tokens.Access, "backend", "backend-secret")).ShouldBeInactive();
    }

    [Fact]
    public async Task Refuses_a_wrong_secret() =>
        (await AskAsync("any", "demo-api", "wrong")).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Refuses_a_stranger() =>
        (await Host.Caller.PostFormAsync("/connect/introspect", Form(("token", "any")))).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Refuses_a_public_client() =>
        (await Host.Caller.PostFormAsync("/connect/introspect", Form(("token", "any"), ("client_id", NativeApp)))).Status.ShouldBe(HttpStatusCode.Unauthorized);

    private Task<Answer> AskAsync(string token, string id, string secret) =>
        Host.Caller.PostFormAsync("/connect/introspect", Form(("token", token)), Basic(id, secret));
}
