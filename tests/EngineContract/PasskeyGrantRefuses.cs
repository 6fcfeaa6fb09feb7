using System.Net;
using System.Text;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class PasskeyGrantRefuses(ContractHost host) : ContractCase(host)
{
    [Fact]
    public async Task A_ceremony_that_was_used()
    {
        var form = await NewPasskeyFormAsync();
        (await TokenAsync(form)).ShouldBeGranted();

        (await TokenAsync(form)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task All_but_one_of_parallel_uses_of_a_ceremony()
    {
        var form = await NewPasskeyFormAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => TokenAsync(form)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Error == "invalid_grant");
    }

    [Fact]
    public async Task A_ceremony_of_another_client() =>
        (await TokenAsync(await NewPasskeyFormAsync(scope: "openid", begunFor: ReferenceApp))).ShouldBeRefused("invalid_grant");

    [Fact]
    public async Task A_ceremony_that_nobody_began()
    {
        var form = await NewPasskeyFormAsync();
        form["ceremony"] = "CfDJ8NobodyBeganThisOne0";

        (await TokenAsync(form)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task An_assertion_of_another_ceremony()
    {
        var form = await NewPasskeyFormAsync();
        form["credential"] = (await NewPasskeyFormAsync())["credential"];

        (await TokenAsync(form)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task Everything_that_is_wrong_in_the_same_words()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp);
        var forged = await Demo.TokenAsync(ceremony, phone.Sign(ceremony.Options, draft => draft.Origin = "https://evil.example"));

        var again = await Demo.TokenAsync(ceremony, phone.Sign(ceremony.Options));

        forged.ShouldBeRefused("invalid_grant");
        again.ShouldBeRefused("invalid_grant");
        forged.Text.ShouldBe(again.Text);
    }

    // The pool may know the passkey or not, the person may have passkeys or none: strangers learn nothing of it.
    [Fact]
    public async Task A_passkey_nobody_knows_in_the_same_words()
    {
        using var stranger = await NewPersonAsync();
        await RemoveOnlyPasskeyAsync((await Demo.SignInAsync(stranger)).Access);
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp);
        var known = await NewPasskeyFormAsync();
        await TokenAsync(known);

        var unknown = await Demo.TokenAsync(ceremony, stranger.Sign(ceremony.Options));

        unknown.ShouldBeRefused("invalid_grant");
        unknown.Text.ShouldBe((await TokenAsync(known)).Text);
    }

    [Fact]
    public async Task An_assertion_without_user_verification()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp);

        (await Demo.TokenAsync(ceremony, phone.Sign(ceremony.Options, draft => draft.Set(AuthenticatorFlags.UserVerified, value: false)))).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task A_ceremony_and_a_result_code_that_are_missing_both()
    {
        var answer = await TokenAsync(Form(("grant_type", Tokens.PasskeyGrant), ("client_id", NativeApp), ("scope", "openid")));

        answer.ShouldBeRefused("invalid_request");
    }

    [Fact]
    public async Task An_assertion_that_signed_the_person_in_at_the_host_already()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync();
        var credential = phone.Sign(ceremony.Options);
        (await Demo.FinishSignInAsync(ceremony, credential)).OrThrow();

        (await Demo.TokenAsync(ceremony, credential)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task A_wrong_secret_without_spending_the_ceremony()
    {
        var form = await NewPasskeyFormAsync("backend", "openid", begunFor: "backend");
        form.Remove("client_id");
        (await TokenAsync(form, Basic("backend", "wrong"))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

        (await TokenAsync(form, Basic("backend", "backend-secret"))).ShouldBeGranted();
    }

    [Fact]
    public async Task With_an_answer_that_no_cache_keeps() =>
        (await TokenAsync(Form(("grant_type", Tokens.PasskeyGrant), ("client_id", NativeApp)))).Headers["Cache-Control"].ShouldContain("no-store");

    [Theory]
    [InlineData("ceremony")]
    [InlineData("credential")]
    public async Task A_request_without(string parameter)
    {
        var form = await NewPasskeyFormAsync();
        form.Remove(parameter);

        var answer = await TokenAsync(form);

        answer.ShouldBeRefused("invalid_request");
        answer.ShouldName(parameter);
    }

    [Fact]
    public async Task A_scope_the_client_may_not_have() =>
        (await TokenAsync(await NewPasskeyFormAsync(scope: "openid passkeys.admin"))).ShouldBeRefused("invalid_scope");

    [Fact]
    public async Task A_refused_scope_without_spending_the_ceremony()
    {
        var form = await NewPasskeyFormAsync(scope: "openid passkeys.admin");
        (await TokenAsync(form)).ShouldBeRefused("invalid_scope");
        form["scope"] = "openid";

        (await TokenAsync(form)).ShouldBeGranted();
    }

    [Fact]
    public async Task Offline_access_to_a_client_that_may_not_have_it() =>
        (await TokenAsync(await NewPasskeyFormAsync(ReferenceApp, "openid offline_access", ReferenceApp))).ShouldBeRefused("invalid_scope");

    [Fact]
    public async Task More_scope_than_begin_named()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp, scope: "openid");

        (await Demo.TokenAsync(ceremony, phone.Sign(ceremony.Options), NativeApp, "openid demo-api")).ShouldBeRefused("invalid_scope");
    }

    [Fact]
    public async Task A_person_of_a_pool_that_is_not_the_clients() =>
        (await TokenAsync(await NewPasskeyFormAsync(StaffApp, "openid", begunFor: null))).ShouldBeRefused("invalid_grant");

    [Fact]
    public async Task A_client_that_may_not_use_the_grant()
    {
        var form = await NewPasskeyFormAsync("admin-cli", scope: null);
        form["client_secret"] = "admin-secret";

        (await TokenAsync(form)).ShouldBeRefused("unauthorized_client");
    }

    [Fact]
    public async Task A_refused_client_without_spending_the_ceremony()
    {
        var form = await NewPasskeyFormAsync("nobody");
        (await TokenAsync(form)).Error.ShouldBe("invalid_client");
        form["client_id"] = NativeApp;

        (await TokenAsync(form)).ShouldBeGranted();
    }

    [Fact]
    public async Task A_body_over_64_kib()
    {
        var form = await NewPasskeyFormAsync();
        form["credential"] = new string('a', 70_000);

        (await TokenAsync(form)).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_credential_that_cannot_be_read(string credential)
    {
        var form = await NewPasskeyFormAsync();
        form["credential"] = credential;

        (await TokenAsync(form)).ShouldBeRefused("invalid_request");
    }

    [Fact]
    public async Task A_repeated_parameter()
    {
        var form = await NewPasskeyFormAsync();
        var body = await new FormUrlEncodedContent([.. form, new("client_id", NativeApp)]).ReadAsStringAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");

        (await Host.Caller.SendAsync(HttpMethod.Post, "/connect/token", content, bearer: null)).ShouldBeRefused("invalid_request");
    }
}
