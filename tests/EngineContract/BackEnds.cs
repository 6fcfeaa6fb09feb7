using System.Net;
using System.Text.Json.Nodes;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>The flow that a back end authorises: operation tokens, result codes, signed results.</summary>
public sealed class BackEnds(ContractHost host) : BackEndCase(host)
{
    [Fact]
    public async Task An_operation_registers_somebody_and_the_code_says_whom()
    {
        using var phone = Demo.NewPhone();
        var registered = await RegisterAsync(phone);

        var principal = (await ExchangeAsync(registered["code"])).ShouldBeGranted();

        principal["credentialId"].ShouldBe(IdOf(phone));
        principal["passkeyId"].ShouldBe((string?)registered.Body["passkey"]!["id"]);
    }

    [Fact]
    public async Task The_code_of_a_registration_yields_no_tokens()
    {
        using var phone = Demo.NewPhone();
        var code = (await RegisterAsync(phone))["code"];

        (await TokenAsync(Form(("grant_type", Tokens.PasskeyGrant), ("code", code)), Basic(BackEnd, BackEndSecret))).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task An_operation_signs_somebody_in_and_the_code_works_once()
    {
        using var phone = await NewPersonAsync();
        var code = (await SignInAsync(phone))["code"];

        var principal = (await ExchangeAsync(code)).ShouldBeGranted();

        StringsOf(principal.Body["amr"]).ShouldBe(["pop", "user", "mfa"]);
        principal["acr"].ShouldBe("phr");
        (await ExchangeAsync(code)).ShouldBeRefused("invalid_code");
    }

    [Fact]
    public async Task A_code_that_was_redeemed_for_tokens_is_exchanged_no_more()
    {
        using var phone = await NewPersonAsync();
        var code = (await SignInAsync(phone))["code"];
        (await TokenAsync(Form(("grant_type", Tokens.PasskeyGrant), ("code", code), ("scope", "openid")), Basic(BackEnd, BackEndSecret))).ShouldBeGranted();

        (await ExchangeAsync(code)).ShouldBeRefused("invalid_code");
    }

    [Fact]
    public async Task A_signed_result_verifies_against_the_published_keys_and_remotely_once()
    {
        using var phone = await NewPersonAsync();
        var result = (await SignInAsync(phone))["result"];

        (await Jwks.ReadAsync(Host)).ShouldHaveSigned(result, "passkey-result+jwt");
        ((string?)Tokens.ClaimsOf(result)["aud"], (string?)Tokens.ClaimsOf(result)["iss"]).ShouldBe((BackEnd, Host.Origin));
        (await VerifyAsync(result)).ShouldBe("success");
        (await VerifyAsync(result)).ShouldBe("already_used");
    }

    [Fact]
    public async Task What_is_signed_for_another_purpose_or_by_nobody_is_no_result()
    {
        using var phone = await NewPersonAsync();
        var result = (await SignInAsync(phone))["result"];
        var tokens = await Demo.SignInAsync(phone);

        (await VerifyAsync(tokens.Id!)).ShouldBe("invalid_signature");
        (await VerifyAsync(tokens.Access)).ShouldBe("invalid_signature");
        (await VerifyAsync(result[..^4] + "AAAA")).ShouldBe("invalid_signature");
        (await VerifyAsync("nothing.of.it")).ShouldBe("invalid_signature");
    }

    [Fact]
    public async Task A_result_for_another_client_is_not_the_back_ends()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp);
        var result = (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow()["result"];

        (await VerifyAsync(result)).ShouldBe("invalid_audience");
    }

    [Fact]
    public async Task A_person_cannot_do_what_a_back_end_does()
    {
        var tokens = await NewTokensAsync();

        (await Demo.PostAsync("operations", new JsonObject { ["type"] = "list" }, tokens.Access)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
    }

    [Fact]
    public async Task A_client_without_the_scope_cannot_either()
    {
        var admin = (await TokenAsync(Form(("grant_type", "client_credentials"), ("scope", "passkeys.admin")), Basic("admin-cli", "admin-secret"))).ShouldBeGranted()["access_token"];

        (await Demo.PostAsync("results/exchange", new JsonObject { ["code"] = "x" }, admin)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
    }

    [Fact]
    public async Task An_operation_token_is_no_access_token()
    {
        var token = await AllowAsync(new JsonObject { ["type"] = "authenticate" });

        (await UserInfoAsync(token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await IntrospectAsync(token)).ShouldBeInactive();
        (await Demo.GetAsync("passkeys", token)).ShouldBeInvalidToken();
    }
}
