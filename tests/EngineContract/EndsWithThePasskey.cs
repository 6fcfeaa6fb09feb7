using System.Buffers.Text;
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
    public async Task But_nothing_of_another_passkey_of_the_same_person()
    {
        using var phone = await NewPersonAsync();
        using var key = Demo.NewPhone();
        var fromPhone = await Demo.SignInAsync(phone);
        var ceremony = await Demo.BeginRegistrationAsync(fromPhone.Access);
        (await Demo.FinishRegistrationAsync(ceremony, key.Register(ceremony.Options), fromPhone.Access)).OrThrow();
        var fromKey = await Demo.SignInAsync(key);
        var first = (await Demo.PasskeysAsync(fromKey.Access)).Single(p => (string?)p["credentialId"] == Base64Url.EncodeToString(phone.Credentials[0].Id));

        (await Demo.RemoveAsync((string)first["id"]!, fromKey.Access)).OrThrow();

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

    private async Task RemoveOnlyPasskeyAsync(string bearer)
    {
        var passkey = (await Demo.PasskeysAsync(bearer)).ShouldHaveSingleItem();
        (await Demo.RemoveAsync((string)passkey["id"]!, bearer, confirm: "last_credential")).OrThrow();
    }
}
