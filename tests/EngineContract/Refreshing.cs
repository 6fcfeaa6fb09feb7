using System.Net;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class Refreshing(ContractHost host) : CodeFlowCase(host)
{
    private const string ScopeOfARefresh = "RFC 6749 §6 lets a client ask for less; Duende grants what was granted, and says so (§5.1)";

    [Fact]
    public async Task Gives_new_tokens()
    {
        var first = await NewTokensAsync();

        var second = Tokens.Of(await RefreshAsync(first.Refresh));

        second.Refresh.ShouldNotBeNull().ShouldNotBe(first.Refresh);
        second.Access.ShouldNotBe(first.Access);
        second.Id.ShouldNotBeNull();
    }

    // OpenID Connect Core 1.0 §12.2.
    [Theory]
    [InlineData("iss")]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("auth_time")]
    [InlineData("sid")]
    [InlineData("pool")]
    [InlineData("amr")]
    [InlineData("acr")]
    public async Task Keeps_in_the_id_token_the_claim(string claim)
    {
        var first = await NewTokensAsync();

        var second = Tokens.Of(await RefreshAsync(first.Refresh));

        Tokens.ClaimsOf(second.Id!)[claim].ShouldNotBeNull().ToJsonString().ShouldBe(Tokens.ClaimsOf(first.Id!)[claim]!.ToJsonString());
    }

    [Fact]
    public async Task Works_again_with_the_new_token()
    {
        var first = await NewTokensAsync();
        var second = Tokens.Of(await RefreshAsync(first.Refresh));

        (await RefreshAsync(second.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task Refuses_a_token_that_was_used()
    {
        var first = await NewTokensAsync();
        (await RefreshAsync(first.Refresh)).ShouldBeGranted();

        (await RefreshAsync(first.Refresh)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task Ends_the_family_when_a_token_is_used_twice()
    {
        var first = await NewTokensAsync();
        var second = Tokens.Of(await RefreshAsync(first.Refresh));
        (await RefreshAsync(first.Refresh)).ShouldBeRefused("invalid_grant");

        (await RefreshAsync(second.Refresh)).ShouldBeRefused("invalid_grant");
        (await UserInfoAsync(second.Access)).ShouldBeInvalidToken();
        (await IntrospectAsync(second.Access)).ShouldBeInactive();
    }

    [Fact]
    public async Task Ends_the_family_of_the_code_flow_and_not_the_sign_in_it_came_from()
    {
        using var browser = await NewBrowserAsync();
        var stolen = await SignInAsync(browser, FirstApp, ("scope", "openid offline_access"));
        var other = await SignInAsync(browser, OtherApp, ("scope", "openid offline_access"));
        var second = Tokens.Of(await RefreshAsync(FirstApp, stolen));
        (await RefreshAsync(FirstApp, stolen)).ShouldBeRefused("invalid_grant");

        (await RefreshAsync(FirstApp, second)).ShouldBeRefused("invalid_grant");
        (await RefreshAsync(OtherApp, other)).ShouldBeGranted();
        (await UserInfoAsync(other.Access)).ShouldBeGranted();
        (await AuthorizeAsync(browser, FirstApp, ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Ends_the_access_tokens_of_a_family_of_the_code_flow()
    {
        using var browser = await NewBrowserAsync();
        var stolen = await SignInAsync(browser, FirstApp, ("scope", "openid offline_access"));
        (await RefreshAsync(FirstApp, stolen)).ShouldBeGranted();
        (await RefreshAsync(FirstApp, stolen)).ShouldBeRefused("invalid_grant");

        (await UserInfoAsync(stolen.Access)).Status.ShouldBe(Engine.Differs(
            "a JWT of Duende's lives for its ten minutes, or as long as the session that other applications stand on too", HttpStatusCode.Unauthorized, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Is_for_a_client_that_authenticates_in_the_form()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid offline_access"));
        var form = Form(("grant_type", "refresh_token"), ("refresh_token", tokens.Refresh!), ("client_id", Portal), ("client_secret", "portal-secret"));

        (await TokenAsync(form)).ShouldBeGranted();
    }

    [Fact]
    public async Task Needs_the_secret_of_the_client_and_keeps_its_token()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid offline_access"));
        (await RefreshAsync(PortalApp with { Secret = "wrong" }, tokens)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

        (await RefreshAsync(PortalApp, tokens)).ShouldBeGranted();
    }

    [Fact]
    public async Task Leaves_other_families_alone_when_one_ends()
    {
        using var phone = await NewPersonAsync();
        var (stolen, other) = (await Demo.SignInAsync(phone), await Demo.SignInAsync(phone));
        (await RefreshAsync(stolen.Refresh)).ShouldBeGranted();
        (await RefreshAsync(stolen.Refresh)).ShouldBeRefused("invalid_grant");

        (await RefreshAsync(other.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task Lets_one_of_parallel_uses_win()
    {
        var first = await NewTokensAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => RefreshAsync(first.Refresh)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Error == "invalid_grant");
    }

    [Fact]
    public async Task May_ask_for_less()
    {
        var first = await NewTokensAsync();

        var answer = (await RefreshAsync(first.Refresh, scope: "openid")).ShouldBeGranted();

        Words(answer.Body["scope"]).ShouldBe(Engine.Differs(ScopeOfARefresh, new[] { "openid" }, Tokens.EveryScope.Split(' ')), ignoreOrder: true);
        Words(Tokens.ClaimsOf(answer["access_token"])["scope"]).ShouldBe(Words(answer.Body["scope"]), ignoreOrder: true);
    }

    // RFC 6749 §6: the new refresh token has the scope of the old one.
    [Fact]
    public async Task May_ask_for_everything_again_after_less()
    {
        var first = await NewTokensAsync();
        var second = Tokens.Of(await RefreshAsync(first.Refresh, scope: "openid"));

        var answer = (await RefreshAsync(second.Refresh)).ShouldBeGranted();

        Words(answer.Body["scope"]).ShouldBe(Tokens.EveryScope.Split(' '), ignoreOrder: true);
    }

    [Fact]
    public async Task May_not_have_more_than_it_had()
    {
        var first = await NewTokensAsync(scope: "openid offline_access");

        var answer = await RefreshAsync(first.Refresh, scope: "openid demo-api");

        if (answer.Status == HttpStatusCode.OK)
            Words(answer.Body["scope"]).ShouldBe(["openid", "offline_access"], ignoreOrder: true);
        answer.Error.ShouldBe(Engine.Differs(ScopeOfARefresh, "invalid_scope", null));
    }

    [Fact]
    public async Task Keeps_its_token_when_the_scope_was_refused()
    {
        var first = await NewTokensAsync(scope: "openid offline_access");
        var answer = await RefreshAsync(first.Refresh, scope: "openid demo-api");

        (await RefreshAsync((string?)answer.Body["refresh_token"] ?? first.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task Gives_an_id_token_bound_to_the_new_access_token()
    {
        var second = Tokens.Of(await RefreshAsync((await NewTokensAsync()).Refresh));

        ((string?)Tokens.ClaimsOf(second.Id!)["at_hash"]).ShouldBe(HalfHashOf(second.Access));
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("client_id")]
    [InlineData("scope")]
    [InlineData("pool")]
    [InlineData("sid")]
    [InlineData("auth_time")]
    [InlineData("amr")]
    [InlineData("acr")]
    public async Task Keeps_in_the_access_token_the_claim(string claim)
    {
        var first = await NewTokensAsync();

        var second = Tokens.Of(await RefreshAsync(first.Refresh));

        Tokens.ClaimsOf(second.Access)[claim].ShouldNotBeNull().ToJsonString().ShouldBe(Tokens.ClaimsOf(first.Access)[claim]!.ToJsonString());
    }

    [Fact]
    public async Task Gives_no_id_token_without_openid() =>
        (await RefreshAsync((await NewTokensAsync(scope: "demo-api offline_access")).Refresh)).ShouldBeGranted().Body.ContainsKey("id_token").ShouldBeFalse();

    [Fact]
    public async Task Leaves_the_access_token_before_it_good()
    {
        var first = await NewTokensAsync();
        (await RefreshAsync(first.Refresh)).ShouldBeGranted();

        (await UserInfoAsync(first.Access)).ShouldBeGranted();
    }

    [Fact]
    public async Task Ends_the_family_of_parallel_uses()
    {
        var first = await NewTokensAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(first.Refresh)));

        (await RefreshAsync(answers.Single(answer => answer.Status == HttpStatusCode.OK)["refresh_token"])).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task Refuses_another_client_and_keeps_its_token()
    {
        var first = await NewTokensAsync();
        var stranger = Form(("grant_type", "refresh_token"), ("refresh_token", first.Refresh!));

        (await TokenAsync(stranger, Basic("demo-portal", "portal-secret"))).ShouldBeRefused("invalid_grant");
        (await RefreshAsync(first.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task Refuses_what_is_no_refresh_token() =>
        (await RefreshAsync((await NewTokensAsync()).Access)).ShouldBeRefused("invalid_grant");

    [Fact]
    public async Task Needs_the_token()
    {
        var answer = await TokenAsync(Form(("grant_type", "refresh_token"), ("client_id", NativeApp)));

        answer.ShouldBeRefused("invalid_request");
        answer.ShouldNameIfAtAll("refresh_token");
    }
}
