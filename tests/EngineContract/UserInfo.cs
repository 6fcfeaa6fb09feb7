using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class UserInfo(ContractHost host) : ContractCase(host)
{
    [Fact]
    public async Task Tells_what_the_scope_allows()
    {
        using var phone = Demo.NewPhone();
        var identifier = NewIdentifier();
        await Demo.SignUpAsync(identifier, phone);
        var tokens = await Demo.SignInAsync(phone);

        var claims = (await UserInfoAsync(tokens.Access)).ShouldBeGranted().Body;

        ((string?)claims["sub"]).ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]);
        ((string?)claims["pool"]).ShouldBe(DemoPool);
        ((string?)claims["email"]).ShouldBe(identifier);
        ((string?)claims["preferred_username"]).ShouldBe(identifier);
        ((string?)claims["name"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Tells_nothing_more()
    {
        var tokens = await NewTokensAsync(scope: "openid");

        var claims = (await UserInfoAsync(tokens.Access)).ShouldBeGranted().Body;

        claims.Select(claim => claim.Key).ShouldBe(["sub", "pool"], ignoreOrder: true);
    }

    [Fact]
    public async Task Answers_a_post()
    {
        var tokens = await NewTokensAsync();

        (await Host.Caller.SendAsync(HttpMethod.Post, "/connect/userinfo", content: null, tokens.Access)).ShouldBeGranted();
    }

    [Fact]
    public async Task Answers_a_reference_token()
    {
        var tokens = await NewTokensAsync(ReferenceApp, "openid demo-api");

        (await UserInfoAsync(tokens.Access)).ShouldBeGranted();
    }

    [Fact]
    public async Task Needs_a_token()
    {
        var answer = await UserInfoAsync(token: null);

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer");
    }

    [Fact]
    public async Task Refuses_a_token_without_openid()
    {
        var tokens = await NewTokensAsync(scope: "demo-api");

        var answer = await UserInfoAsync(tokens.Access);

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers["WWW-Authenticate"].ShouldContain("insufficient_scope");
    }

    [Fact]
    public async Task Refuses_an_id_token() => (await UserInfoAsync((await NewTokensAsync()).Id)).ShouldBeInvalidToken();

    [Fact]
    public async Task Refuses_a_refresh_token() => (await UserInfoAsync((await NewTokensAsync()).Refresh)).ShouldBeInvalidToken();

    [Fact]
    public async Task Refuses_a_token_with_other_claims()
    {
        var parts = (await NewTokensAsync()).Access.Split('.');
        var claimsOfAnother = (await NewTokensAsync()).Access.Split('.')[1];

        (await UserInfoAsync($"{parts[0]}.{claimsOfAnother}.{parts[2]}")).ShouldBeInvalidToken();
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.")]
    public async Task Refuses_what_is_no_token(string token) => (await UserInfoAsync(token)).ShouldBeInvalidToken();
}
