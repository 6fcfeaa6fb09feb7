using System.Net;

namespace Passkeys.EngineContract;

public sealed class Revocation(ContractHost host) : ContractCase(host)
{
    [Fact]
    public async Task Of_a_refresh_token_ends_it_and_what_it_gave()
    {
        var tokens = await NewTokensAsync();

        (await RevokeAsync(tokens.Refresh)).Status.ShouldBe(HttpStatusCode.OK);

        (await RefreshAsync(tokens.Refresh)).ShouldBeRefused("invalid_grant");
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
    public async Task Of_another_clients_token_does_nothing()
    {
        var tokens = await NewTokensAsync();

        (await RevokeAsync(tokens.Refresh, ReferenceApp)).Status.ShouldBe(HttpStatusCode.OK);

        (await RefreshAsync(tokens.Refresh)).ShouldBeGranted();
    }

    // RFC 7009 §2.2.
    [Fact]
    public async Task Of_what_is_no_token_succeeds() => (await RevokeAsync("nothing")).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Needs_a_token()
    {
        var answer = await Host.Caller.PostFormAsync("/connect/revocation", Form(("client_id", NativeApp)));

        answer.ShouldBeRefused("invalid_request");
    }

    [Fact]
    public async Task Needs_a_client() =>
        (await Host.Caller.PostFormAsync("/connect/revocation", Form(("token", "any")))).Error.ShouldBe("invalid_client");
}
