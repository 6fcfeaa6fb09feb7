using System.Net;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>Revocation (RFC 7009).</summary>
public sealed class Revocation(ContractHost host) : CodeFlowCase(host)
{
    private const string JwtsLiveOn = "RFC 7009 §2 leaves access tokens to the server; a JWT of Duende's lives for its ten minutes, or as long as its session";

    [Fact]
    public async Task Of_a_refresh_token_ends_it()
    {
        var tokens = await NewTokensAsync();

        (await RevokeAsync(tokens.Refresh)).Status.ShouldBe(HttpStatusCode.OK);

        (await RefreshAsync(tokens.Refresh)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task Of_a_refresh_token_ends_the_access_tokens_it_gave()
    {
        var tokens = await NewTokensAsync();

        await RevokeAsync(tokens.Refresh);

        (await UserInfoAsync(tokens.Access)).Status.ShouldBe(Engine.Differs(JwtsLiveOn, HttpStatusCode.Unauthorized, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Of_a_refresh_token_leaves_other_sign_ins_of_the_person_alone()
    {
        using var phone = await NewPersonAsync();
        var (first, second) = (await Demo.SignInAsync(phone), await Demo.SignInAsync(phone));

        await RevokeAsync(first.Refresh);

        (await RefreshAsync(second.Refresh)).ShouldBeGranted();
        (await UserInfoAsync(second.Access)).ShouldBeGranted();
    }

    [Fact]
    public async Task Of_a_used_refresh_token_succeeds()
    {
        var tokens = await NewTokensAsync();
        (await RefreshAsync(tokens.Refresh)).ShouldBeGranted();

        (await RevokeAsync(tokens.Refresh)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_an_access_token_ends_it()
    {
        var tokens = await NewTokensAsync();

        (await RevokeAsync(tokens.Access)).Status.ShouldBe(HttpStatusCode.OK);

        (await UserInfoAsync(tokens.Access)).Status.ShouldBe(Engine.Differs(JwtsLiveOn, HttpStatusCode.Unauthorized, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Of_an_access_token_leaves_the_refresh_token_alone()
    {
        var tokens = await NewTokensAsync();

        await RevokeAsync(tokens.Access);

        (await RefreshAsync(tokens.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task Of_a_reference_token_ends_it()
    {
        var tokens = await NewTokensAsync(ReferenceApp, "openid demo-api");

        (await RevokeAsync(tokens.Access, ReferenceApp)).Status.ShouldBe(HttpStatusCode.OK);

        (await IntrospectAsync(tokens.Access)).ShouldBeInactive();
        (await UserInfoAsync(tokens.Access)).ShouldBeInvalidToken();
    }

    [Fact]
    public async Task Of_a_confidential_clients_token_needs_its_secret()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid offline_access"));
        var form = Form(("token", tokens.Refresh!));

        (await Host.Caller.PostFormAsync("/connect/revocation", form, Basic(Portal, "wrong"))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await Host.Caller.PostFormAsync("/connect/revocation", form, Basic(Portal, "portal-secret"))).Status.ShouldBe(HttpStatusCode.OK);

        (await RefreshAsync(PortalApp, tokens)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task Of_another_clients_token_does_nothing()
    {
        var tokens = await NewTokensAsync();

        (await RevokeAsync(tokens.Refresh, ReferenceApp)).Status.ShouldBe(HttpStatusCode.OK);
        (await RevokeAsync(tokens.Access, ReferenceApp)).Status.ShouldBe(HttpStatusCode.OK);

        (await UserInfoAsync(tokens.Access)).ShouldBeGranted();
        (await RefreshAsync(tokens.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task Of_another_clients_reference_token_does_nothing()
    {
        var tokens = await NewTokensAsync(ReferenceApp, "openid demo-api");

        (await RevokeAsync(tokens.Access)).Status.ShouldBe(HttpStatusCode.OK);

        (await IntrospectAsync(tokens.Access)).ShouldBeActive();
    }

    // RFC 7009 §2.1: a hint is only a hint.
    [Theory]
    [InlineData("refresh_token")]
    [InlineData("access_token")]
    public async Task Finds_the_token_by_a_hint(string hint)
    {
        var tokens = await NewTokensAsync();

        (await HintAsync(tokens.Refresh!, hint)).Status.ShouldBe(HttpStatusCode.OK);

        (await RefreshAsync(tokens.Refresh)).Status.ShouldBe(hint == "refresh_token"
            ? HttpStatusCode.BadRequest
            : Engine.Differs("TokenRevocationResponseGenerator looks where the hint says and nowhere else", HttpStatusCode.BadRequest, HttpStatusCode.OK));
    }

    [Fact]
    public async Task With_a_hint_that_nobody_knows()
    {
        var tokens = await NewTokensAsync();

        (await HintAsync(tokens.Refresh!, "nonsense")).Status.ShouldBe(
            Engine.Differs("RFC 7009 §2.2.1 has unsupported_token_type for a server that wants to say so", HttpStatusCode.OK, HttpStatusCode.BadRequest));
    }

    // RFC 7009 §2.2.
    [Theory]
    [InlineData("nothing")]
    [InlineData("a.b.c")]
    public async Task Of_what_is_no_token_succeeds(string token) => (await RevokeAsync(token)).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Needs_a_token()
    {
        var answer = await Host.Caller.PostFormAsync("/connect/revocation", Form(("client_id", NativeApp)));

        answer.ShouldBeRefused("invalid_request");
    }

    [Fact]
    public async Task Needs_a_client() => (await Host.Caller.PostFormAsync("/connect/revocation", Form(("token", "any")))).ShouldHaveNoClient();

    private Task<Answer> HintAsync(string token, string hint) =>
        Host.Caller.PostFormAsync("/connect/revocation", Form(("token", token), ("token_type_hint", hint), ("client_id", NativeApp)));
}
