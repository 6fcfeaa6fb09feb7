using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>Whatever came from a passkey ends with it, at once.</summary>
public sealed class EndsWithThePasskey(ContractHost host) : ContractCase(host)
{
    [Fact]
    public async Task Refreshing() => (await RefreshAsync((await TokensOfARemovedPasskeyAsync()).Refresh)).ShouldBeRefused("invalid_grant");

    [Fact]
    public async Task Userinfo() => (await UserInfoAsync((await TokensOfARemovedPasskeyAsync()).Access)).ShouldBeInvalidToken();

    [Fact]
    public async Task Introspection() => (await IntrospectAsync((await TokensOfARemovedPasskeyAsync()).Access)).ShouldBeInactive();

    [Fact]
    public async Task Self_service() =>
        (await Demo.GetAsync("passkeys", (await TokensOfARemovedPasskeyAsync()).Access)).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Reference_tokens()
    {
        var tokens = await TokensOfARemovedPasskeyAsync(ReferenceApp, "openid demo-api");

        (await IntrospectAsync(tokens.Access)).ShouldBeInactive();
        (await UserInfoAsync(tokens.Access)).ShouldBeInvalidToken();
    }

    [Fact]
    public async Task Result_codes()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp);
        var code = (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow()["code"];
        await RemoveOnlyPasskeyAsync((await Demo.SignInAsync(phone)).Access);

        (await TokenAsync(Form(("grant_type", Tokens.PasskeyGrant), ("client_id", NativeApp), ("code", code)))).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task Sign_ins_that_were_begun_before()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp);
        await RemoveOnlyPasskeyAsync((await Demo.SignInAsync(phone)).Access);

        (await Demo.TokenAsync(ceremony, phone.Sign(ceremony.Options))).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task But_nothing_of_another_person()
    {
        var others = await NewTokensAsync();

        await TokensOfARemovedPasskeyAsync();

        (await UserInfoAsync(others.Access)).ShouldBeGranted();
        (await RefreshAsync(others.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task But_nothing_of_another_passkey_of_the_same_person()
    {
        using var phone = await NewPersonAsync();
        using var key = await AddPasskeyAsync(phone);
        var (fromPhone, fromKey) = (await Demo.SignInAsync(phone), await Demo.SignInAsync(key));

        await RemovePasskeyAsync(phone, fromKey.Access);

        (await RefreshAsync(fromPhone.Refresh)).ShouldBeRefused("invalid_grant");
        (await RefreshAsync(fromKey.Refresh)).ShouldBeGranted();
    }

    private async Task<Tokens> TokensOfARemovedPasskeyAsync(string clientId = NativeApp, string scope = Tokens.EveryScope)
    {
        using var phone = await NewPersonAsync();
        var tokens = await Demo.SignInAsync(phone, clientId, scope);
        await RemoveOnlyPasskeyAsync((await Demo.SignInAsync(phone)).Access);
        return tokens;
    }
}
