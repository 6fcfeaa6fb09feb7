using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>The passkey grant with a result code: one use, by its client, for what begin named.</summary>
public sealed class ResultCodeGrantRefuses(ContractHost host) : ContractCase(host)
{
    [Fact]
    public async Task All_but_one_of_parallel_uses_of_a_result_code()
    {
        var form = await NewCodeFormAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => TokenAsync(form)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Error == "invalid_grant");
    }

    [Fact]
    public async Task A_result_code_for_more_scope_than_begin_named_without_spending_it()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp, scope: "openid");
        var code = (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow()["code"];
        var form = Form(("grant_type", Tokens.PasskeyGrant), ("client_id", NativeApp), ("code", code), ("scope", "openid demo-api"));
        (await TokenAsync(form)).ShouldBeRefused("invalid_scope");
        form["scope"] = "openid";

        (await TokenAsync(form)).ShouldBeGranted();
    }

    [Fact]
    public async Task A_result_code_that_was_used()
    {
        var form = await NewCodeFormAsync();
        (await TokenAsync(form)).ShouldBeGranted();

        (await TokenAsync(form)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task A_result_code_by_the_wrong_client_without_burning_it()
    {
        var form = await NewCodeFormAsync(ReferenceApp, scope: "openid");
        (await TokenAsync(form)).ShouldBeRefused("invalid_grant");
        form["client_id"] = NativeApp;

        (await TokenAsync(form)).ShouldBeGranted();
    }

    [Fact]
    public async Task A_result_code_that_nobody_issued()
    {
        var form = await NewCodeFormAsync();
        form["code"] = "nobody-issued-this-one";

        (await TokenAsync(form)).ShouldBeRefused("invalid_grant");
    }
}
