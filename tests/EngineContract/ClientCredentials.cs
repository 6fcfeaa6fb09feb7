using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class ClientCredentials(ContractHost host) : ContractCase(host)
{
    [Fact]
    public async Task A_client_gets_a_token_of_its_own()
    {
        var answer = (await AskAsync("backend", "backend-secret", "passkeys.backend")).ShouldBeGranted();
        var claims = Tokens.ClaimsOf(answer["access_token"]);

        ((string?)claims["client_id"]).ShouldBe("backend");
        Words(answer.Body["scope"]).ShouldBe(["passkeys.backend"]);
        ((int)answer.Body["expires_in"]!).ShouldBe(600);
    }

    [Fact]
    public async Task It_speaks_of_no_person()
    {
        var answer = (await AskAsync("admin-cli", "admin-secret", "passkeys.admin")).ShouldBeGranted();
        var claims = Tokens.ClaimsOf(answer["access_token"]);

        answer.Body.ContainsKey("id_token").ShouldBeFalse();
        answer.Body.ContainsKey("refresh_token").ShouldBeFalse();
        claims.ContainsKey("sub").ShouldBeFalse();
        claims.ContainsKey("pool").ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_meant_for_the_host_where_the_scope_is_the_hosts_own()
    {
        var claims = Tokens.ClaimsOf((await AskAsync("backend", "backend-secret", "passkeys.backend")).ShouldBeGranted()["access_token"]);

        StringsOf(claims["aud"]).ShouldBe([Host.Origin]);
        ((string?)claims["iss"]).ShouldBe(Host.Origin);
        ((long)claims["exp"]! - (long)claims["iat"]!).ShouldBe(600);
    }

    [Fact]
    public async Task Without_a_scope_it_is_for_everything_a_client_may_have_by_itself()
    {
        var answer = (await AskAsync("backend", "backend-secret", scope: null)).ShouldBeGranted();

        Words(answer.Body["scope"]).ShouldBe(["passkeys.backend"]);
    }

    [Theory]
    [InlineData("openid")]
    [InlineData("profile")]
    [InlineData("passkeys.backend offline_access")]
    [InlineData("passkeys.admin")]
    [InlineData("no-such-scope")]
    public async Task It_cannot_have_the_scope(string scope) =>
        (await AskAsync("backend", "backend-secret", scope)).ShouldBeRefused("invalid_scope");

    [Fact]
    public async Task A_public_client_has_none() =>
        (await TokenAsync(Form(("grant_type", "client_credentials"), ("client_id", NativeApp)))).ShouldBeRefused("unauthorized_client");

    [Fact]
    public async Task A_client_without_the_grant_has_none() =>
        (await AskAsync("demo-portal", "portal-secret", "demo-api")).ShouldBeRefused("unauthorized_client");

    [Fact]
    public async Task It_opens_nothing_of_a_persons()
    {
        var token = (await AskAsync("backend", "backend-secret", "passkeys.backend")).ShouldBeGranted()["access_token"];

        ((int)(await Demo.GetAsync("passkeys", token)).Status).ShouldBeOneOf(401, 403);
    }

    private Task<Answer> AskAsync(string id, string secret, string? scope)
    {
        var form = Form(("grant_type", "client_credentials"));
        if (scope is not null)
            form["scope"] = scope;
        return TokenAsync(form, Basic(id, secret));
    }
}
